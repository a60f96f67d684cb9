import type { Completed, Values } from './completed.ts';

/** Bash says nothing of what a word means, so there are words alone. Source: bash(1), "Programmable Completion". */
export function bashScript(commands: readonly Completed[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `# wakepatch in bash: source <(wakepatch completions bash)
_wakepatch() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} command=\${COMP_WORDS[1]}
  local word place=0 index options= takes_value=
  COMPREPLY=()
  # "--option=value" comes as three words.
  if [[ $current == = ]]; then current=; elif [[ $previous == = ]]; then previous=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W '${names} help --help --version' -- "$current"))
    return
  fi
  if [[ $command == help ]]; then
    COMPREPLY=($(compgen -W '${names}' -- "$current"))
    return
  fi
  case $command in
${commands.map(caseOf).join('\n')}
    *) return ;;
  esac
  case "$command $previous" in
${commands.flatMap(valueCases).join('\n')}
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
    return
  fi
  for ((index = 2; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    if [[ $word == -* ]]; then
      [[ " $takes_value " == *" $word "* ]] && ((index++))
    else
      ((place++))
    fi
  done
  case "$command $place" in
${commands.flatMap(placeCases).join('\n')}
  esac
}
complete -F _wakepatch wakepatch`;
}

const dashed = (options: Completed['options']) => options.map(({ name }) => `--${name}`).join(' ');

function caseOf({ name, options }: Completed): string {
  const withValue = options.filter(({ values }) => values !== undefined);
  return `    ${name}) options='${dashed(options)}' takes_value='${dashed(withValue)}' ;;`;
}

function valueCases({ name, options }: Completed): string[] {
  return options.flatMap(({ name: option, values }) =>
    values === undefined ? [] : [`    '${name} --${option}') ${reply(values)}; return ;;`],
  );
}

function placeCases({ name, places }: Completed): string[] {
  return places.map(({ values }, place) => `    '${name} ${place}') ${reply(values)} ;;`);
}

function reply(values: Values): string {
  if (values.kind === 'words') return `COMPREPLY=($(compgen -W '${values.words.join(' ')}' -- "$current"))`;
  // Bash then completes names of files itself, with their spaces.
  if (values.kind === 'file') return 'compopt -o default';
  if (values.kind === 'folder') return 'compopt -o dirnames';
  return ':';
}
