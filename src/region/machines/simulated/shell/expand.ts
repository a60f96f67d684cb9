/** What words come to (POSIX Shell Command Language, section 2.6): parameters, commands, arithmetic, then fields. */
import { arithmetic } from './arithmetic.ts';
import { matchesGlob } from './glob.ts';
import type { Otherwise, Part, Word } from './syntax.ts';

/** What the shell that expands has. */
export interface Scope {
  readonly variables: Map<string, string>;
  /** `$1` and so on */
  positional: readonly string[];
  readonly zero: string;
  /** `$?` */
  status: number;
  /** `set -u` was seen */
  nounset: boolean;
  /** What the commands of `$(…)` print. */
  capture(part: Extract<Part, { kind: 'command' }>): Promise<string>;
}

/** A variable that has to be set is not. */
export class Unset extends Error {}

interface Piece {
  readonly text: string;
  readonly quoted: boolean;
  /** a field of its own ends here: `"$@"` */
  readonly breaks?: boolean;
}

/** The fields of several words. */
export async function fields(words: readonly Word[], scope: Scope): Promise<string[]> {
  const all: string[] = [];
  for (const word of words) all.push(...split(await pieces(word, scope)));
  return all;
}

/** One word as one text: what is assigned, what is compared, where output goes. */
export async function text(word: Word, scope: Scope): Promise<string> {
  return (await pieces(word, scope)).map((piece) => (piece.breaks ? ' ' : piece.text)).join('');
}

/** One word as a pattern, in which what was quoted stands for itself. */
export async function pattern(word: Word, scope: Scope): Promise<string> {
  const parts = await pieces(word, scope);
  return parts.map((piece) => (piece.quoted ? piece.text.replace(/[*?[\]\\]/g, '\\$&') : piece.text)).join('');
}

async function pieces(word: Word, scope: Scope): Promise<Piece[]> {
  const all: Piece[] = [];
  for (const part of word) all.push(...(await piecesOf(part, scope)));
  return all;
}

async function piecesOf(part: Part, scope: Scope): Promise<Piece[]> {
  const { quoted } = part;
  if (part.kind === 'text') return [{ text: part.text, quoted }];
  if (part.kind === 'command') return [{ text: (await scope.capture(part)).replace(/\n+$/, ''), quoted }];
  if (part.kind === 'arithmetic')
    return [{ text: String(arithmetic(await text(part.text, scope), scope.variables)), quoted }];
  if (part.name === '@' && part.otherwise === undefined)
    return scope.positional.flatMap((value, index) => [
      ...(index > 0 ? [{ text: '', quoted, breaks: true }] : []),
      { text: value, quoted },
    ]);
  const value = parameter(part.name, scope);
  if (part.otherwise === undefined) return [{ text: set(part.name, value, scope), quoted }];
  return [{ text: await operators[part.otherwise.operator](value, part.name, part.otherwise.word, scope), quoted }];
}

function parameter(name: string, { variables, positional, zero, status }: Scope): string | undefined {
  if (name === '?') return String(status);
  if (name === '#') return String(positional.length);
  if (name === '0') return zero;
  if (name === '@' || name === '*') return positional.length > 0 ? positional.join(' ') : undefined;
  return /^\d$/.test(name) ? positional[Number(name) - 1] : variables.get(name);
}

function set(name: string, value: string | undefined, { nounset }: Scope): string {
  if (value === undefined && nounset && name !== '@' && name !== '*') throw new Unset(`${name}: parameter not set`);
  return value ?? '';
}

type Operator = (value: string | undefined, name: string, word: Word, scope: Scope) => string | Promise<string>;

const orWord: Operator = (value, _, word, scope) => value ?? text(word, scope);
const assigned: Operator = async (value, name, word, scope) => {
  if (value !== undefined) return value;
  const given = await text(word, scope);
  scope.variables.set(name, given);
  return given;
};
const demanded: Operator = async (value, name, word, scope) => {
  if (value !== undefined) return value;
  throw new Unset(`${name}: ${(await text(word, scope)) || 'parameter not set or null'}`);
};
const unlessEmpty =
  (operator: Operator): Operator =>
  (value, ...rest) =>
    operator(value === '' ? undefined : value, ...rest);

/** Removes the shortest or the longest beginning or end that the pattern matches. */
const without =
  (end: 'beginning' | 'end', which: 'shortest' | 'longest'): Operator =>
  async (value = '', _name, word, scope) => {
    const wanted = await pattern(word, scope);
    const cuts = Array.from({ length: value.length + 1 }, (_, index) => index);
    const fits = cuts.filter((at) => matchesGlob(wanted, end === 'beginning' ? value.slice(0, at) : value.slice(at)));
    const first = (end === 'beginning') === (which === 'shortest');
    const cut = first ? fits[0] : fits.at(-1);
    if (cut === undefined) return value;
    return end === 'beginning' ? value.slice(cut) : value.slice(0, cut);
  };

const operators: Readonly<Record<Otherwise['operator'], Operator>> = {
  '-': orWord,
  ':-': unlessEmpty(orWord),
  '+': (value, _, word, scope) => (value === undefined ? '' : text(word, scope)),
  ':+': (value, _, word, scope) => (value === undefined || value === '' ? '' : text(word, scope)),
  '=': assigned,
  ':=': unlessEmpty(assigned),
  '?': demanded,
  ':?': unlessEmpty(demanded),
  '#': without('beginning', 'shortest'),
  '##': without('beginning', 'longest'),
  '%': without('end', 'shortest'),
  '%%': without('end', 'longest'),
  length: (value = '') => String(value.length),
};

/** Field splitting at blanks, in what was neither quoted nor written as it is. */
function split(all: readonly Piece[]): string[] {
  const found: string[] = [];
  let current: string | undefined;
  const end = () => {
    if (current !== undefined) found.push(current);
    current = undefined;
  };
  for (const { text, quoted, breaks } of all) {
    if (breaks) end();
    else if (quoted) current = (current ?? '') + text;
    else
      for (const [index, field] of text.split(/[ \t\n]+/).entries()) {
        if (index > 0) end();
        if (field !== '') current = (current ?? '') + field;
      }
  }
  end();
  return found;
}
