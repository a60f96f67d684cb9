/** Reads a script into its tree. What of the shell's language is not here is refused by name. */
import { type Command, type List, type Pipeline, type Redirection, UnsupportedSyntax, type Word } from './syntax.ts';
import { type Reader, readWord } from './words.ts';

/** @throws UnsupportedSyntax */
export function parseScript(source: string): List {
  const reader: Reader = { source, at: 0 };
  const list = readList(reader, () => false);
  if (reader.at < source.length) throw unexpected(reader);
  return list;
}

/** Words that end a list when they stand where a command could. */
const closing = new Set(['then', 'elif', 'else', 'fi', 'do', 'done', 'esac', '}']);

const unsupported = new Set(['function', 'select', '[[', 'time', 'coproc']);

/** @param isEnd whether a word that stands where a command could ends the list */
function readList(reader: Reader, isEnd: (word: string) => boolean): List {
  const items: { pipeline: Pipeline; runIf: 'always' | 'success' | 'failure' }[] = [];
  let runIf: 'always' | 'success' | 'failure' = 'always';
  for (;;) {
    skip(reader, true);
    const next = peekWord(reader);
    if (reader.at >= reader.source.length || peek(reader, ')') || peek(reader, ';;') || isEnd(next)) break;
    if (closing.has(next)) throw unexpected(reader);
    items.push({ pipeline: readPipeline(reader), runIf });
    runIf = 'always';
    if (take(reader, '&&')) runIf = 'success';
    else if (take(reader, '||')) runIf = 'failure';
    else if (peek(reader, '&')) throw new UnsupportedSyntax('`&` is not supported');
    else if (!peek(reader, ';;') && !take(reader, ';') && !peek(reader, '\n')) break;
  }
  if (runIf !== 'always') throw unexpected(reader);
  return items;
}

function readPipeline(reader: Reader): Pipeline {
  const negated = takeWord(reader, '!');
  const commands = [readCommand(reader)];
  while (!peek(reader, '||') && take(reader, '|')) {
    skip(reader, true);
    commands.push(readCommand(reader));
  }
  return { negated, commands };
}

/** Compound commands, by the word that they begin with. */
const compounds: Readonly<Record<string, (reader: Reader) => Command>> = {
  '{': (reader) => ({ kind: 'group', body: body(reader, '}'), redirections: [] }),
  if: readIf,
  while: (reader) => readLoop(reader, false),
  until: (reader) => readLoop(reader, true),
  for: readFor,
  case: readCase,
};

function readCommand(reader: Reader): Command {
  skip(reader, false);
  if (take(reader, '(')) {
    const inner = readList(reader, () => false);
    expect(reader, ')');
    return withRedirections(reader, { kind: 'subshell', body: inner, redirections: [] });
  }
  const first = peekWord(reader);
  if (unsupported.has(first)) throw new UnsupportedSyntax(`\`${first}\` is not supported`);
  const compound = Object.hasOwn(compounds, first) ? compounds[first] : undefined;
  if (compound) {
    takeWord(reader, first);
    return withRedirections(reader, compound(reader));
  }
  const named = /^([A-Za-z_]\w*)[ \t]*\([ \t]*\)/.exec(reader.source.slice(reader.at));
  if (named) {
    reader.at += named[0].length;
    skip(reader, true);
    return { kind: 'function', name: named[1]!, body: readCommand(reader), redirections: [] };
  }
  return readSimple(reader);
}

function readSimple(reader: Reader): Command {
  const assignments: { name: string; value: Word }[] = [];
  const words: Word[] = [];
  const redirections: Redirection[] = [];
  for (;;) {
    skip(reader, false);
    const redirection = readRedirection(reader);
    if (redirection) {
      redirections.push(redirection);
      continue;
    }
    const word = readWord(reader, commands);
    if (word === undefined) break;
    const assigned = words.length === 0 ? assignment(word) : undefined;
    if (assigned) assignments.push(assigned);
    else words.push(word);
  }
  if (words.length + assignments.length + redirections.length === 0) throw unexpected(reader);
  return { kind: 'simple', assignments, words, redirections };
}

function assignment([first, ...rest]: Word): { name: string; value: Word } | undefined {
  if (first?.kind !== 'text' || first.quoted) return undefined;
  const [whole, name] = /^([A-Za-z_]\w*)=/.exec(first.text) ?? [];
  if (whole === undefined) return undefined;
  return { name: name!, value: [{ ...first, text: first.text.slice(whole.length) }, ...rest] };
}

function withRedirections(reader: Reader, command: Command): Command {
  const redirections: Redirection[] = [];
  for (;;) {
    skip(reader, false);
    const redirection = readRedirection(reader);
    if (!redirection) return { ...command, redirections };
    redirections.push(redirection);
  }
}

function readRedirection(reader: Reader): Redirection | undefined {
  const [whole, number, operator] = /^(\d?)(>>|>&|>|<<|<)/.exec(reader.source.slice(reader.at)) ?? [];
  if (whole === undefined) return undefined;
  if (operator === '<<') throw new UnsupportedSyntax('`<<` is not supported');
  reader.at += whole.length;
  skip(reader, false);
  const target = readWord(reader, commands);
  if (target === undefined) throw unexpected(reader);
  const descriptor = number === '' ? (operator === '<' ? 0 : 1) : Number(number);
  return { descriptor, operator: operator as Redirection['operator'], target };
}

function readIf(reader: Reader): Command {
  const branches = [
    { when: body(reader, 'then'), body: readList(reader, (word) => ['elif', 'else', 'fi'].includes(word)) },
  ];
  while (takeWord(reader, 'elif'))
    branches.push({
      when: body(reader, 'then'),
      body: readList(reader, (word) => ['elif', 'else', 'fi'].includes(word)),
    });
  if (takeWord(reader, 'else')) return { kind: 'if', branches, otherwise: body(reader, 'fi'), redirections: [] };
  expectWord(reader, 'fi');
  return { kind: 'if', branches, redirections: [] };
}

function readLoop(reader: Reader, until: boolean): Command {
  return { kind: 'while', until, when: body(reader, 'do'), body: body(reader, 'done'), redirections: [] };
}

function readFor(reader: Reader): Command {
  skip(reader, false);
  const name = peekWord(reader);
  if (!/^[A-Za-z_]\w*$/.test(name)) throw unexpected(reader);
  takeWord(reader, name);
  skip(reader, true);
  let words: Word[] | undefined;
  if (takeWord(reader, 'in')) {
    words = [];
    for (;;) {
      skip(reader, false);
      const word = readWord(reader, commands);
      if (word === undefined) break;
      words.push(word);
    }
  }
  take(reader, ';');
  skip(reader, true);
  expectWord(reader, 'do');
  return { kind: 'for', name, words, body: body(reader, 'done'), redirections: [] };
}

function readCase(reader: Reader): Command {
  skip(reader, false);
  const word = readWord(reader, commands);
  skip(reader, true);
  if (word === undefined || !takeWord(reader, 'in')) throw unexpected(reader);
  const branches: { patterns: Word[]; body: List }[] = [];
  for (;;) {
    skip(reader, true);
    if (takeWord(reader, 'esac')) return { kind: 'case', word, branches, redirections: [] };
    take(reader, '(');
    const patterns: Word[] = [];
    do {
      skip(reader, false);
      const pattern = readWord(reader, commands);
      if (pattern === undefined) throw unexpected(reader);
      patterns.push(pattern);
    } while (take(reader, '|'));
    expect(reader, ')');
    branches.push({ patterns, body: readList(reader, (next) => next === 'esac') });
    take(reader, ';;');
  }
}

/** A list that ends with this word, which is read too. */
function body(reader: Reader, end: string): List {
  const list = readList(reader, (word) => word === end);
  expectWord(reader, end);
  return list;
}

/** The commands of `$(…)`. */
function commands(reader: Reader): List {
  const list = readList(reader, () => false);
  expect(reader, ')');
  return list;
}

/** Skips blanks, continued lines and comments. @param newlines those too */
function skip(reader: Reader, newlines: boolean): void {
  const blank = newlines ? /^(?:[ \t\n\r]|\\\n|#[^\n]*)+/ : /^(?:[ \t]|\\\n)+(?:#[^\n]*)?|^#[^\n]*/;
  reader.at += blank.exec(reader.source.slice(reader.at))?.[0].length ?? 0;
}

const peek = ({ source, at }: Reader, text: string): boolean => source.startsWith(text, at);

/** Takes an operator that stands here, behind blanks. */
function take(reader: Reader, operator: string): boolean {
  skip(reader, false);
  if (!peek(reader, operator)) return false;
  reader.at += operator.length;
  return true;
}

function expect(reader: Reader, operator: string): void {
  skip(reader, true);
  if (!take(reader, operator)) throw unexpected(reader);
}

/** The letters up to the next blank or operator, as they stand there. */
const peekWord = ({ source, at }: Reader): string => /^[^\s;&|<>()]*/.exec(source.slice(at))![0];

function takeWord(reader: Reader, word: string): boolean {
  skip(reader, false);
  if (peekWord(reader) !== word) return false;
  reader.at += word.length;
  return true;
}

function expectWord(reader: Reader, word: string): void {
  if (!takeWord(reader, word)) throw unexpected(reader);
}

function unexpected({ source, at }: Reader): UnsupportedSyntax {
  const line = source.slice(0, at).split('\n').length;
  const found = /^\S+/.exec(source.slice(at))?.[0] ?? 'the end of the script';
  return new UnsupportedSyntax(`\`${found}\` is not expected in line ${line}`);
}
