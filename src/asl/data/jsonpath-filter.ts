import type { Json } from '../json.ts';
import { isObject, sameJson } from '../json.ts';
import { compilePath, InvalidPath, PathNotFound } from './jsonpath.ts';

/** Whether an element (`@`) of the document (`$`) is selected by `[?(...)]`. */
export type Filter = (element: Json, root: Json) => boolean;

/** An operand's value; undefined when its path leads nowhere. */
type Operand = (element: Json, root: Json) => Json | undefined;

const order = (test: (sign: number) => boolean) => (a?: Json, b?: Json) =>
  (typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string')
    ? test(a < b ? -1 : a > b ? 1 : 0)
    : false;
const includes = (list: Json | undefined, value: Json | undefined) =>
  Array.isArray(list) && value !== undefined && list.some((member) => sameJson(member, value));
const same = (a?: Json, b?: Json) => a !== undefined && b !== undefined && sameJson(a, b);
const sizeOf = (value?: Json) =>
  typeof value === 'string' || Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : -1;

/** The comparisons of Jayway's JsonPath, longest name first where one begins another. */
const comparisons: Record<string, (a?: Json, b?: Json) => boolean> = {
  '==': same,
  '!=': (a, b) => !same(a, b),
  '<=': order((sign) => sign <= 0),
  '>=': order((sign) => sign >= 0),
  '<': order((sign) => sign < 0),
  '>': order((sign) => sign > 0),
  '=~': (a, b) => typeof a === 'string' && typeof b === 'string' && regex(b).test(a),
  nin: (a, b) => !includes(b, a),
  in: (a, b) => includes(b, a),
  subsetof: (a, b) => Array.isArray(a) && a.every((member) => includes(b, member)),
  anyof: (a, b) => Array.isArray(a) && a.some((member) => includes(b, member)),
  noneof: (a, b) => Array.isArray(a) && !a.some((member) => includes(b, member)),
  size: (a, b) => sizeOf(a) === (typeof b === 'number' ? b : sizeOf(b)),
  empty: (a, b) => (sizeOf(a) === 0) === b,
  contains: (a, b) => includes(a, b) || (typeof a === 'string' && typeof b === 'string' && a.includes(b)),
};

/** The whole text must match, as Java's `matches` has it. */
function regex(literal: string): RegExp {
  const end = literal.lastIndexOf('/');
  return new RegExp(`^(?:${literal.slice(1, end)})$`, literal.slice(end + 1));
}

const token = new RegExp(
  [
    String.raw`\s*(?:(?<logic>&&|\|\||!(?!=)|[()])`,
    `(?<comparison>${Object.keys(comparisons)
      .join('|')
      .replace(/([a-z]+)/g, String.raw`\b$1\b`)})`,
    String.raw`(?<path>[@$](?:\.\.?[^\s.()[\]=!<>&|,]+|\[(?:[^\]'"]|'[^']*'|"[^"]*")*\])*)`,
    String.raw`(?<regex>/(?:[^/\\]|\\.)*/[i]*)`,
    String.raw`(?<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")`,
    String.raw`(?<json>-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null|\[[^\]]*\]))`,
  ].join('|'),
  'y',
);

/**
 * Compiles the part of a filter between `[?` and `]`.
 * @throws InvalidPath
 */
export function parseFilter(text: string): Filter {
  const tokens = tokenize(text);
  let at = 0;
  const peek = (value: string) => tokens[at]?.value === value && tokens[at]?.kind === 'logic';
  const take = (value: string) => {
    if (!peek(value)) throw new InvalidPath(`Expected '${value}' in filter ${text}`);
    at++;
  };
  const or = (): Filter => {
    const terms = [and()];
    while (peek('||')) {
      at++;
      terms.push(and());
    }
    return (element, root) => terms.some((term) => term(element, root));
  };
  const and = (): Filter => {
    const terms = [unary()];
    while (peek('&&')) {
      at++;
      terms.push(unary());
    }
    return (element, root) => terms.every((term) => term(element, root));
  };
  const unary = (): Filter => {
    if (peek('!')) {
      at++;
      const inner = unary();
      return (element, root) => !inner(element, root);
    }
    if (peek('(')) {
      at++;
      const inner = or();
      take(')');
      return inner;
    }
    return comparison();
  };
  const comparison = (): Filter => {
    const left = operand();
    const next = tokens[at];
    if (next?.kind !== 'comparison') return (element, root) => left(element, root) !== undefined;
    at++;
    const test = comparisons[next.value]!;
    const right = operand();
    return (element, root) => test(left(element, root), right(element, root));
  };
  const operand = (): Operand => {
    const next = tokens[at++];
    const compile = next && operands[next.kind];
    if (!compile) throw new InvalidPath(`Expected a value in filter ${text}`);
    return compile(next.value);
  };
  const filter = or();
  if (at < tokens.length) throw new InvalidPath(`Unexpected '${tokens[at]!.value}' in filter ${text}`);
  return filter;
}

const constant = (value: Json): Operand => {
  return () => value;
};
const string = (text: string) => constant(text.slice(1, -1).replace(/\\(.)/g, '$1'));
const json = (text: string) => constant(JSON.parse(text.replace(/'/g, '"')) as Json);

const operands: Record<string, (text: string) => Operand> = {
  text: string,
  regex: constant,
  json,
  path: (text) => {
    const path = compilePath(`$${text.slice(1)}`);
    const relative = text[0] === '@';
    return (element, root) => {
      try {
        return path.read(relative ? element : root);
      } catch (error) {
        if (error instanceof PathNotFound) return undefined;
        throw error;
      }
    };
  },
};

function tokenize(text: string): { kind: string; value: string }[] {
  const tokens: { kind: string; value: string }[] = [];
  const trimmed = text.trim();
  token.lastIndex = 0;
  while (token.lastIndex < trimmed.length) {
    const from = token.lastIndex;
    const groups = token.exec(trimmed)?.groups;
    if (!groups) throw new InvalidPath(`Unexpected '${trimmed.slice(from)}' in filter ${text}`);
    const [kind, value] = Object.entries(groups).find(([, found]) => found !== undefined)!;
    tokens.push({ kind, value: value! });
  }
  return tokens;
}
