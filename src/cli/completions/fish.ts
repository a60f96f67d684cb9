import type { Completed, Values } from './completed.ts';

/** Source: fish's documentation, "complete". */
export function fishScript(commands: readonly Completed[]): string {
  return [
    '# wakepatch in fish: wakepatch completions fish > ~/.config/fish/completions/wakepatch.fish',
    'complete -c wakepatch -f',
    "complete -c wakepatch -n __fish_use_subcommand -l help -s h -d 'What there is'",
    "complete -c wakepatch -n __fish_use_subcommand -l version -s v -d 'The version'",
    ...commands.map(
      ({ name, description }) => `complete -c wakepatch -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
    ),
    ...commands.flatMap(linesOf),
  ].join('\n');
}

function linesOf({ name, options, places }: Completed): string[] {
  const when = `-n '__fish_seen_subcommand_from ${name}'`;
  return [
    ...options.map(
      ({ name: option, description, values }) =>
        `complete -c wakepatch ${when} -l ${option}${values ? valuesPart(values) : ''} -d ${quoted(description)}`,
    ),
    ...places.flatMap(({ values }) =>
      values.kind === 'words' ? [`complete -c wakepatch ${when} -a ${quoted(values.words.join(' '))}`] : [],
    ),
  ];
}

/** `-r` wants a value, `-x` one that is no file, `-F` lets it be one in spite of what holds for all. */
function valuesPart(values: Values): string {
  if (values.kind === 'words') return ` -x -a ${quoted(values.words.join(' '))}`;
  return { file: ' -r -F', folder: " -x -a '(__fish_complete_directories)'", any: ' -x' }[values.kind];
}

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
