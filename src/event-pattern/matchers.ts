/**
 * What an item of a pattern's list may be.
 * Source: EventBridge User Guide, "Comparison operators for use in event patterns in Amazon EventBridge".
 */
import { withinBlock } from './cidr.ts';
import { InvalidPattern } from './invalid.ts';
import { asWildcard } from './wildcard.ts';

/** A value of an event that has no parts. */
export type Leaf = string | number | boolean | null;

/** Whether a value is what the pattern asks for. */
type Test = (leaf: Leaf) => boolean;

/** Whether a field is: it may have several values, as an array, or none, if it is not there. */
export type Matcher = (leaves: readonly Leaf[]) => boolean;

/** @param name of the operator @param operand what stands behind it, as JSON gives it @throws InvalidPattern */
type Operator = (operand: unknown, name: string) => Test;

const ofText =
  (make: (wanted: string) => (text: string) => boolean): Operator =>
  (operand, name) => {
    if (typeof operand !== 'string') throw new InvalidPattern(`${name} match pattern must be a string`);
    const fits = make(operand);
    return (leaf) => typeof leaf === 'string' && fits(leaf);
  };

/** A prefix or suffix: a text, or a text whose case does not matter. */
const edge =
  (fits: (text: string, wanted: string) => boolean): Operator =>
  (operand, name) => {
    const [inner] = isObject(operand) ? onlyEntry(operand) : [];
    if (inner === undefined) return ofText((wanted) => (text) => fits(text, wanted))(operand, name);
    if (inner !== 'equals-ignore-case') throw new InvalidPattern(`Unsupported ${name} pattern: ${inner}`);
    return ofText((wanted) => (text) => fits(text.toLowerCase(), wanted.toLowerCase()))(
      (operand as Record<string, unknown>)[inner],
      inner,
    );
  };

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** `[">", 0, "<=", 5]` */
const numeric: Operator = (operand) => {
  if (!Array.isArray(operand)) throw new InvalidPattern('Value of numeric must be an array.');
  if (operand.length === 0 || operand.length % 2 > 0 || operand.length > 4)
    throw new InvalidPattern('Malformed numeric match: one or two pairs of operator and number are required');
  const pairs = Array.from({ length: operand.length / 2 }, (_, index) => {
    const [sign, bound] = operand.slice(2 * index, 2 * index + 2) as [unknown, unknown];
    const compare = typeof sign === 'string' && Object.hasOwn(comparisons, sign) ? comparisons[sign] : undefined;
    if (!compare) throw new InvalidPattern(`Unrecognized numeric range operator: ${sign}`);
    if (typeof bound !== 'number') throw new InvalidPattern(`Value of ${sign} must be numeric`);
    if (Math.abs(bound) > largestNumber) throw new InvalidPattern('Value must be between -5.0E9 and 5.0E9, inclusive');
    return (value: number) => compare(value, bound);
  });
  return (leaf) => typeof leaf === 'number' && pairs.every((holds) => holds(leaf));
};

const largestNumber = 5e9;

/** What `anything-but` may turn around, besides plain values. */
const invertible = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'];

/** One value, a list of them, or another operator with one text or a list of them. */
const anythingBut: Operator = (operand) => {
  if (!isObject(operand)) {
    const wanted = Array.isArray(operand) ? operand : [operand];
    const kinds = new Set(wanted.map((value) => typeof value));
    if (wanted.length === 0) throw new InvalidPattern('Empty arrays are not allowed');
    if (kinds.size > 1 || !(kinds.has('string') || kinds.has('number')))
      throw new InvalidPattern(
        'Inside anything but list, either all values are number or string, mixed type is not supported',
      );
    return (leaf) => !wanted.includes(leaf);
  }
  const [name, inner] = onlyEntry(operand);
  if (!invertible.includes(name)) throw new InvalidPattern(`Unsupported anything-but pattern: ${name}`);
  const unwanted = (Array.isArray(inner) ? inner : [inner]).map((each) => {
    if (typeof each !== 'string') throw new InvalidPattern(`${name} match pattern must be a string`);
    if (each === '' && name !== 'wildcard' && name !== 'equals-ignore-case')
      throw new InvalidPattern('Null prefix/suffix not allowed');
    return operators[name]!(each, name);
  });
  return (leaf) => !unwanted.some((test) => test(leaf));
};

/** Adding an operator: a line here. */
const operators: Readonly<Record<string, Operator>> = {
  'anything-but': anythingBut,
  cidr: ofText(withinBlock),
  'equals-ignore-case': ofText((wanted) => (text) => text.toLowerCase() === wanted.toLowerCase()),
  numeric,
  prefix: edge((text, wanted) => text.startsWith(wanted)),
  suffix: edge((text, wanted) => text.endsWith(wanted)),
  wildcard: ofText(asWildcard),
};

/**
 * Reads an item of a pattern's list: a plain value, or an operator. Numbers are compared as numbers.
 * @throws InvalidPattern
 */
export function readMatcher(item: unknown): Matcher {
  if (!isObject(item)) {
    if (Array.isArray(item)) throw new InvalidPattern('Match value must be String, number, true, false, or null');
    return (leaves) => leaves.includes(item as Leaf);
  }
  const [name, operand] = onlyEntry(item);
  if (name === 'exists') return readExists(operand);
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (!operator) throw new InvalidPattern(`Unrecognized match type ${name}`);
  const test = operator(operand, name);
  return (leaves) => leaves.some(test);
}

function readExists(wanted: unknown): Matcher {
  if (typeof wanted !== 'boolean') throw new InvalidPattern('exists match pattern must be either true or false.');
  return (leaves) => leaves.length > 0 === wanted;
}

function onlyEntry(item: Readonly<Record<string, unknown>>): [name: string, operand: unknown] {
  const [entry, ...more] = Object.entries(item);
  if (!entry || more.length > 0) throw new InvalidPattern('Only one key allowed in match expression');
  return entry;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
