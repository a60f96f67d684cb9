import { entryOf, type Json } from '../json.ts';
import { parseTimestamp } from './timestamp.ts';

/**
 * A comparison operator of a Choice state: whether the variable's value fits the operand. A value of another type
 * never fits. IsPresent alone is asked about a value that is not there.
 */
export type ChoiceOperator = (value: Json | undefined, operand: Json) => boolean;

const isTimestamp = (value: Json | undefined): value is string =>
  typeof value === 'string' && parseTimestamp(value) !== undefined;

/** What a value of each family is compared by; undefined if it does not belong to the family. */
const families: Record<string, (value: Json | undefined) => string | number | undefined> = {
  String: (value) => (typeof value === 'string' ? value : undefined),
  Numeric: (value) => (typeof value === 'number' ? value : undefined),
  Timestamp: (value) => (typeof value === 'string' ? parseTimestamp(value) : undefined),
};

const comparisons: Record<string, (a: string | number, b: string | number) => boolean> = {
  Equals: (a, b) => a === b,
  LessThan: (a, b) => a < b,
  GreaterThan: (a, b) => a > b,
  LessThanEquals: (a, b) => a <= b,
  GreaterThanEquals: (a, b) => a >= b,
};

function ordered(): Record<string, ChoiceOperator> {
  const operators: Record<string, ChoiceOperator> = {};
  for (const [family, key] of Object.entries(families)) {
    for (const [comparison, test] of Object.entries(comparisons)) {
      operators[family + comparison] = (value, operand) => {
        const [a, b] = [key(value), key(operand)];
        return a !== undefined && b !== undefined && test(a, b);
      };
    }
  }
  return operators;
}

const is =
  (test: (value: Json | undefined) => boolean): ChoiceOperator =>
  (value, operand) =>
    test(value) === operand;

/** Operators that may also be given as `...Path`, with the operand to be looked up. */
export const comparisonOperators: Record<string, ChoiceOperator> = {
  ...ordered(),
  BooleanEquals: (value, operand) => typeof value === 'boolean' && value === operand,
};

/** Operators whose operand is always a constant. */
export const testOperators: Record<string, ChoiceOperator> = {
  StringMatches: (value, operand) => typeof value === 'string' && matches(value, operand as string),
  IsNull: is((value) => value === null),
  IsPresent: is((value) => value !== undefined),
  IsNumeric: is((value) => typeof value === 'number'),
  IsString: is((value) => typeof value === 'string'),
  IsBoolean: is((value) => typeof value === 'boolean'),
  IsTimestamp: is(isTimestamp),
};

/** The operator that a field of a rule names, and whether its operand is to be looked up; undefined for other fields. */
export function choiceOperator(field: string): { operator: ChoiceOperator; lookedUp: boolean } | undefined {
  const constant = entryOf(testOperators, field) ?? entryOf(comparisonOperators, field);
  if (constant) return { operator: constant, lookedUp: false };
  const operator = field.endsWith('Path') ? entryOf(comparisonOperators, field.slice(0, -4)) : undefined;
  return operator && { operator, lookedUp: true };
}

/**
 * Whether the text fits the pattern: `*` stands for any number of characters, `\*` for an asterisk and `\\` for a
 * backslash. The pieces between asterisks are looked for from left to right, so no pattern takes long.
 */
function matches(text: string, pattern: string): boolean {
  const pieces: string[] = [];
  let last = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === '*') {
      pieces.push(last);
      last = '';
    } else {
      const escaped = c === '\\' && /[*\\]/.test(pattern.charAt(i + 1));
      last += escaped ? pattern.charAt(++i) : c;
    }
  }
  const [first, ...middle] = pieces;
  if (first === undefined) return text === last;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const piece of middle) {
    const found = text.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
