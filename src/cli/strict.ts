/** What is typed after a command is held against what it takes, before anything is done. */
import { parseArgs as tokensOf } from 'node:util';
import type { ArgDef, ArgsDef } from 'citty';
import { Failure } from '../operator/failure.ts';
import { didYouMean, nearest } from './suggest.ts';

const usage = (message: string) => new Failure(message, 'usage');

/** @throws Failure for an option, a value or a word that the command does not take, and for one that it misses */
export function refuseWrong(command: string, raw: readonly string[], known: ArgsDef): void {
  const help = `'wakepatch ${command} --help' lists what there is.`;
  const options = Object.entries(known).filter(([, { type }]) => type !== 'positional');
  const { tokens } = tokensOf({
    args: [...raw],
    options: Object.fromEntries(
      options.map(([name, { type }]) => [name, { type: type === 'boolean' ? 'boolean' : 'string' }] as const),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const name = known[token.name] ? token.name : negated(token.name, known);
    const argument = name === undefined ? undefined : known[name];
    if (name === undefined || argument === undefined || argument.type === 'positional')
      throw usage(`There is no option ${token.rawName}.${suggestion(token.name, options)} ${help}`);
    refuseValue(token.rawName, argument, token.value, token.inlineValue ?? false);
  }
  refuseWords(words, known, help);
}

/** `--no-x` for a switch x. */
function negated(name: string, known: ArgsDef): string | undefined {
  const positive = /^no-(.+)$/.exec(name)?.[1];
  return positive !== undefined && known[positive]?.type === 'boolean' ? positive : undefined;
}

const suggestion = (name: string, options: readonly (readonly [string, ArgDef])[]) =>
  didYouMean(
    name,
    options.map(([each]) => each),
    '--',
  );

function refuseValue(option: string, argument: ArgDef, value: string | undefined, isInline: boolean): void {
  if (argument.type === 'boolean') {
    if (value !== undefined) throw usage(`${option} takes no value. Write ${option} alone, or leave it out.`);
    return;
  }
  if (value === undefined || value === '') throw usage(`${option} needs a value: ${option} ${hintOf(argument)}`);
  if (!isInline && /^-./.test(value))
    throw usage(`${option} needs a value, and ${value} looks like an option. If it is meant, write ${option}=${value}`);
  if (argument.type === 'enum') refuseChoice(option, argument.options ?? [], value);
}

function refuseChoice(option: string, choices: readonly string[], value: string): void {
  if (choices.includes(value)) return;
  const meant = nearest(value, choices);
  throw usage(
    `${option} ${value} is not known.${meant ? ` Did you mean ${meant}?` : ''} Choose one of ${choices.join(', ')}.`,
  );
}

/** What stands for a value in help. */
export function hintOf(argument: ArgDef): string {
  if (argument.type === 'enum') return (argument.options ?? []).join('|');
  return argument.valueHint ?? 'VALUE';
}

function refuseWords(words: readonly string[], known: ArgsDef, help: string): void {
  const places = Object.entries(known).filter(([, { type }]) => type === 'positional');
  const missing = places
    .slice(words.length)
    .find(([, { required, default: standard }]) => required !== false && standard === undefined);
  if (missing)
    throw usage(
      `What is missing: ${missing[1].valueHint ?? missing[0].toUpperCase()}, ${missing[1].description?.replace(/^./, (letter) => letter.toLowerCase())}. ${help}`,
    );
  const extra = words[places.length];
  if (extra !== undefined) throw usage(`'${extra}' means nothing to this command. ${help}`);
}
