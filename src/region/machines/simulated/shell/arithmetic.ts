/** Arithmetic expansion (POSIX Shell Command Language, section 2.6.4), of integers, without assignments. */
import { UnsupportedSyntax } from './syntax.ts';

type Binary = (a: number, b: number) => number;

/** From the loosest to the tightest. */
const levels: readonly Readonly<Record<string, Binary>>[] = [
  { '||': (a, b) => Number(a !== 0 || b !== 0) },
  { '&&': (a, b) => Number(a !== 0 && b !== 0) },
  { '==': (a, b) => Number(a === b), '!=': (a, b) => Number(a !== b) },
  {
    '<': (a, b) => Number(a < b),
    '<=': (a, b) => Number(a <= b),
    '>': (a, b) => Number(a > b),
    '>=': (a, b) => Number(a >= b),
  },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  {
    '*': (a, b) => a * b,
    '/': (a, b) => Math.trunc(a / nonZero(b)),
    '%': (a, b) => a % nonZero(b),
  },
];

/** Division by zero: the shell ends with this message. */
export class DivisionByZero extends Error {}

function nonZero(value: number): number {
  if (value === 0) throw new DivisionByZero('division by zero');
  return value;
}

/** @throws UnsupportedSyntax, DivisionByZero */
export function arithmetic(expression: string, variables: ReadonlyMap<string, string>): number {
  const tokens = expression.match(/\d+|[A-Za-z_]\w*|\|\||&&|[=!<>]=|[-+*/%<>()!]|\S/g) ?? [];
  let at = 0;
  const level = (depth: number): number => {
    const operators = levels[depth];
    if (operators === undefined) return unary();
    let value = level(depth + 1);
    for (let operator = operators[tokens[at] ?? '']; operator !== undefined; operator = operators[tokens[at] ?? '']) {
      at += 1;
      value = operator(value, level(depth + 1));
    }
    return value;
  };
  const unary = (): number => {
    const token = tokens[at++];
    if (token === '-') return -unary();
    if (token === '+') return unary();
    if (token === '!') return Number(unary() === 0);
    if (token === '(') {
      const value = level(0);
      if (tokens[at++] !== ')') throw new UnsupportedSyntax(`\`$((${expression}))\` is not closed`);
      return value;
    }
    if (token !== undefined && /^\d+$/.test(token)) return Number(token);
    if (token !== undefined && /^[A-Za-z_]/.test(token)) return Number(variables.get(token) || 0);
    throw new UnsupportedSyntax(`\`$((${expression}))\` is not supported`);
  };
  if (tokens.length === 0) return 0;
  const value = level(0);
  if (at < tokens.length) throw new UnsupportedSyntax(`\`$((${expression}))\` is not supported`);
  return value;
}
