/**
 * Event patterns: what a rule of EventBridge listens to, and what a filter policy of SNS lets through.
 * Source: EventBridge User Guide, "Amazon EventBridge event patterns".
 */
import { InvalidPattern } from './invalid.ts';
import { isObject, type Leaf, type Matcher, readMatcher } from './matchers.ts';

export { InvalidPattern };

/** A pattern, read: whether an event is what it asks for. */
export type Pattern = (event: unknown) => boolean;

/**
 * Reads a pattern. It has the structure of the events it is for, with a list of what is let through for each field: all
 * fields have to fit, and one item of each list. Of `$or` one alternative has to fit.
 *
 * Where an event has an array, one element has to fit: where it is an array of objects, one that fits all that the pattern
 * asks of it.
 * @throws InvalidPattern
 */
export function readPattern(pattern: unknown): Pattern {
  if (!isObject(pattern)) throw new InvalidPattern('Filter is not an object');
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw new InvalidPattern('Empty objects are not allowed');
  const parts = entries.map(([key, value]) => (isChoice(key, value) ? readChoice(value) : readField(key, value)));
  return (event) => parts.every((fits) => fits(event));
}

/** As the engine of EventBridge has it: anything else called `$or` is a field of that name. */
function isChoice(key: string, value: unknown): value is unknown[] {
  return key === '$or' && Array.isArray(value) && value.length > 1 && value.every(isObject);
}

function readChoice(alternatives: readonly unknown[]): Pattern {
  const patterns = alternatives.map(readPattern);
  return (event) => patterns.some((fits) => fits(event));
}

function readField(name: string, value: unknown): Pattern {
  const valuesIn = (event: unknown): unknown[] =>
    isObject(event) && Object.hasOwn(event, name) ? [event[name]].flat(Number.POSITIVE_INFINITY) : [];
  if (Array.isArray(value)) {
    const fits = readList(value);
    return (event) => fits(valuesIn(event).filter((each): each is Leaf => !isObject(each)));
  }
  if (!isObject(value)) throw new InvalidPattern(`"${name}" must be an object or an array`);
  const fits = readPattern(value);
  return (event) => {
    const objects = valuesIn(event).filter(isObject);
    // What is not there has no fields: that is what `exists: false` asks of them.
    return objects.length > 0 ? objects.some(fits) : fits(undefined);
  };
}

function readList(items: readonly unknown[]): Matcher {
  if (items.length === 0) throw new InvalidPattern('Empty arrays are not allowed');
  const matchers = items.map(readMatcher);
  return (leaves) => matchers.some((fits) => fits(leaves));
}
