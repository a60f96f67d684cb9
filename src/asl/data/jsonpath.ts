import type { Json } from '../json.ts';
import { isObject } from '../json.ts';
import { type Filter, parseFilter } from './jsonpath-filter.ts';

/**
 * A compiled JSONPath. Definite paths name at most one value; the others always give a list.
 * The dialect is that of the Jayway library, which Step Functions uses.
 */
export interface JsonPath {
  text: string;
  definite: boolean;
  /** Throws `PathNotFound` when a definite path leads nowhere. */
  read(root: Json): Json;
}

/** The text is not a JSONPath. */
export class InvalidPath extends Error {
  override name = 'InvalidPath';
}

/** A definite path leads nowhere; the message is Jayway's. */
export class PathNotFound extends Error {
  override name = 'PathNotFound';
}

/** A step of a path: the values below one value. A definite step gives exactly one or throws. */
type Step =
  | { kind: 'member'; name: string }
  | { kind: 'element'; index: number }
  | { kind: 'many'; select: (value: Json, root: Json) => Json[] };

/**
 * Compiles a JSONPath that starts with `$`.
 * @throws InvalidPath
 */
export function compilePath(text: string): JsonPath {
  const steps = parse(text);
  const definite = steps.every((step) => step.kind !== 'many');
  return { text, definite, read: definite ? readDefinite(steps) : readAll(steps) };
}

/** The member names and indexes of a path that names one place, as ResultPath must; undefined for any other path. */
export function referencePath(text: string): (string | number)[] | undefined {
  const keys: (string | number)[] = [];
  for (const step of parse(text)) {
    if (step.kind === 'many') return undefined;
    keys.push(step.kind === 'member' ? step.name : step.index);
  }
  return keys;
}

function readDefinite(steps: Step[]): (root: Json) => Json {
  return (root) => {
    let value: Json | undefined = root;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i]!;
      if (step.kind === 'member') {
        value = isObject(value) && Object.hasOwn(value, step.name) ? value[step.name] : undefined;
      } else if (step.kind === 'element') {
        value = Array.isArray(value) ? value.at(step.index) : undefined;
      }
      if (value === undefined) throw notFound(steps.slice(0, i + 1), i === steps.length - 1);
    }
    return value as Json;
  };
}

function notFound(steps: Step[], last: boolean): PathNotFound {
  const place = steps.map((step) =>
    step.kind === 'member' ? `['${step.name}']` : step.kind === 'element' ? `[${step.index}]` : '[..]',
  );
  return new PathNotFound(`${last ? 'No results for path:' : 'Missing property in path'} $${place.join('')}`);
}

function readAll(steps: Step[]): (root: Json) => Json {
  return (root) => {
    let values: Json[] = [root];
    for (const step of steps) values = values.flatMap((value) => stepInto(step, value, root));
    return values;
  };
}

function stepInto(step: Step, value: Json, root: Json): Json[] {
  if (step.kind === 'many') return step.select(value, root);
  if (step.kind === 'member') {
    return isObject(value) && Object.hasOwn(value, step.name) ? [value[step.name]!] : [];
  }
  const element = Array.isArray(value) ? value.at(step.index) : undefined;
  return element === undefined ? [] : [element];
}

function children(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

function descendants(value: Json): Json[] {
  return [value, ...children(value).flatMap(descendants)];
}

// `..` is a step of its own: the value and everything below it. What follows is then looked for in each of them.
const scan: Step = { kind: 'many', select: descendants };
const everything: Step = { kind: 'many', select: children };

const plainName = /[^.[\](){}\s'"*?@,:$]+/y;
const quoted = /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*/y;
const integer = /\s*(-?\d+)\s*/y;
const slice = /\s*(-?\d*)\s*:\s*(-?\d*)\s*(?=\])/y;

function parse(text: string): Step[] {
  if (text[0] !== '$') throw new InvalidPath(`Path must start with '$': ${text}`);
  const steps: Step[] = [];
  let at = 1;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const fail = (): never => {
    throw new InvalidPath(`Unexpected character '${text[at] ?? 'end'}' at position ${at} of path ${text}`);
  };

  const name = () => {
    if (text[at] === '*') {
      at++;
      steps.push(everything);
      return;
    }
    const found = match(plainName) ?? fail();
    steps.push({ kind: 'member', name: found[0] });
  };

  const bracket = () => {
    at++;
    if (text[at] === '?') {
      const close = closing(text, at);
      const filter = parseFilter(text.slice(at + 1, close));
      at = close;
      steps.push({ kind: 'many', select: (value, root) => filtered(filter, value, root) });
    } else if (text[at] === '*') {
      at++;
      steps.push(everything);
    } else {
      const range = match(slice);
      if (range) {
        const from = range[1] ? Number(range[1]) : undefined;
        const to = range[2] ? Number(range[2]) : undefined;
        steps.push({ kind: 'many', select: (value) => (Array.isArray(value) ? value.slice(from, to) : []) });
      } else {
        steps.push(keys());
      }
    }
    if (text[at] !== ']') fail();
    at++;
  };

  const keys = (): Step => {
    const union: Step[] = [];
    do {
      if (union.length > 0) at++;
      const found = match(quoted);
      if (found) union.push({ kind: 'member', name: unquote(found[0].trim()) });
      else union.push({ kind: 'element', index: Number((match(integer) ?? fail())[1]) });
    } while (text[at] === ',');
    return union.length === 1
      ? union[0]!
      : { kind: 'many', select: (value, root) => union.flatMap((step) => stepInto(step, value, root)) };
  };

  while (at < text.length) {
    if (text.startsWith('..', at)) {
      at += 2;
      steps.push(scan);
      if (text[at] === '[') bracket();
      else name();
    } else if (text[at] === '.') {
      at++;
      name();
    } else if (text[at] === '[') {
      bracket();
    } else {
      fail();
    }
  }
  return steps;
}

function filtered(filter: Filter, value: Json, root: Json): Json[] {
  // Jayway applies a filter to the elements of an array, and to an object itself.
  if (Array.isArray(value)) return value.filter((element) => filter(element, root));
  return isObject(value) && filter(value, root) ? [value] : [];
}

/** Position of the `]` that ends the filter which begins at `from`, quotes and nested brackets skipped. */
function closing(text: string, from: number): number {
  let depth = 0;
  let quote = '';
  for (let i = from; i < text.length; i++) {
    const c = text[i]!;
    if (quote) {
      if (c === '\\') i++;
      else if (c === quote) quote = '';
    } else if (c === "'" || c === '"') quote = c;
    else if (c === '[') depth++;
    else if (c === ']' && depth-- === 0) return i;
  }
  throw new InvalidPath(`Missing ']' in path ${text}`);
}

/** Only the quote itself is unescaped: a recorded execution finds the member `Test\""Name"` by `$['Test\""Name"']`. */
function unquote(text: string): string {
  return text.slice(1, -1).replaceAll(`\\${text[0]}`, text[0]!);
}
