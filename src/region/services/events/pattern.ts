import { InvalidPattern, type Pattern, readPattern } from '../../../event-pattern/index.ts';
import { constraintViolated, invalidPattern } from './errors.ts';

/** Characters of a pattern. Source: EventBridge API Reference, "PutRule". */
const largest = 4096;

/** @throws WireError InvalidEventPatternException */
export function patternOf(text: string): Pattern {
  if (text.length > largest)
    throw constraintViolated(text, 'eventPattern', `Member must have length less than or equal to ${largest}`);
  try {
    return readPattern(parse(text));
  } catch (error) {
    if (error instanceof InvalidPattern) throw invalidPattern(error.message);
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidPattern('Invalid JSON');
  }
}
