/** The help of commands, made from what they say of themselves. */
import type { ArgDef, ArgsDef } from 'citty';
import { connectionArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { paint } from './paint.ts';
import { hintOf } from './strict.ts';

/** Lines longer than this are hard to read, however wide the terminal is. */
const widest = 100;
const narrowest = 60;

const heading = (text: string) => paint('bold', text);

/** All commands, and what holds for each of them. */
export function overviewHelp(commands: readonly Command[]): string {
  return [
    'wakepatch keeps machines patched that are switched off most of the time.',
    `${heading('Usage')}\n  wakepatch COMMAND [OPTIONS]`,
    `${heading('Commands')}\n${columns(commands.map(({ meta }) => [meta.name, meta.description]))}`,
    `${heading('Options')}\n${columns([
      ['--help', 'What a command takes, with examples: wakepatch COMMAND --help'],
      ['--version', 'The version of wakepatch'],
    ])}`,
    `${heading('Exit codes')}\n${columns(Object.values(exitCodes).map(({ code, means }) => [String(code), means]))}`,
    `${heading('Environment')}\n${columns(environment)}`,
  ].join('\n\n');
}

/** What is read from the environment besides what the AWS CLI reads. */
export const environment = [
  ['WAKEPATCH_DATA', 'Where the Region on this machine keeps what it remembers; --data comes before it'],
  ['WAKEPATCH_CACHE', 'Where images, and what was compiled, are kept: they can be made again'],
  ['NO_COLOR', 'No colours'],
  ['FORCE_COLOR', 'Colours also where there is no terminal; 0 for none'],
  ['AWS_…', 'Profile, Region, endpoint, credentials and files, as the AWS CLI has them'],
] as const;

/** One command. */
export function commandHelp({ meta, args, examples }: Command): string {
  const places = Object.entries(args).filter(([, { type }]) => type === 'positional');
  const options = Object.entries(args).filter(([, { type }]) => type !== 'positional');
  const isConnection = ([name]: readonly [string, ArgDef]) =>
    Object.hasOwn(connectionArguments, name) && Object.hasOwn(args, 'endpoint-url');
  const own = options.filter((option) => !isConnection(option));
  const connection = options.filter(isConnection);
  return [
    wrap(meta.description, 0),
    `${heading('Usage')}\n  ${usageLine(meta.name, args)}`,
    ...(meta.details ?? []).map((text) => wrap(text, 0)),
    ...(places.length
      ? [`${heading('Arguments')}\n${columns(places.map(([name, def]) => [placeName(name, def), describe(def)]))}`]
      : []),
    ...(own.length ? [`${heading('Options')}\n${optionColumns(own)}`] : []),
    ...(connection.length ? [`${heading('Which AWS')}\n${optionColumns(connection)}`] : []),
    `${heading('Examples')}\n${examples.map(({ line, does }) => `  ${line}\n${wrap(does, 6)}`).join('\n')}`,
  ].join('\n\n');
}

/** `wakepatch output [OPTIONS] COMMAND-ID` */
export function usageLine(name: string, args: ArgsDef): string {
  const places = Object.entries(args).filter(([, { type }]) => type === 'positional');
  const words = places.map(([place, def]) =>
    def.required === false || def.default !== undefined ? `[${placeName(place, def)}]` : placeName(place, def),
  );
  return ['wakepatch', name, ...(places.length < Object.keys(args).length ? ['[OPTIONS]'] : []), ...words].join(' ');
}

const placeName = (name: string, { valueHint }: ArgDef) => valueHint ?? name.toUpperCase();

const optionColumns = (options: readonly (readonly [string, ArgDef])[]) =>
  columns(options.map(([name, def]) => [optionText(name, def), describe(def)]));

/** `--stack NAME` */
export function optionText(name: string, def: ArgDef): string {
  return def.type === 'boolean' ? `--${name}` : `--${name} ${hintOf(def)}`;
}

function describe({ description = '', default: standard, type }: ArgDef): string {
  return standard === undefined || type === 'boolean' || standard === ''
    ? description
    : `${description}; default: ${standard}`;
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const fits = rows.map(([left]) => left.length).filter((length) => length <= 28);
  const width = Math.max(...fits, 0);
  return rows
    .map(([left, right]) => {
      const text = wrap(right, width + 4);
      return left.length > width ? `  ${left}\n${text}` : `  ${left.padEnd(width)}  ${text.trimStart()}`;
    })
    .join('\n');
}

/** Broken between words, each line behind so many spaces. */
function wrap(text: string, indent: number): string {
  const room = Math.max(narrowest, Math.min(process.stdout.columns ?? widest, widest)) - indent;
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= room) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `${' '.repeat(indent)}${line}`).join('\n');
}
