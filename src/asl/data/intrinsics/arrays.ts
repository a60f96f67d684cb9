import { type Json, sameJson } from '../../json.ts';
import { asArray, asInteger, type IntrinsicFunction } from './intrinsic.ts';

const longestRange = 1000;

export const arrays: Record<string, IntrinsicFunction> = {
  'States.Array': { arguments: [0, Number.POSITIVE_INFINITY], call: (args) => args },
  'States.ArrayPartition': {
    arguments: [2, 2],
    call: ([array, size]) => partition(asArray(array), asInteger(size)),
  },
  'States.ArrayContains': {
    arguments: [2, 2],
    call: ([array, value]) => asArray(array).some((element) => sameJson(element, value!)),
  },
  'States.ArrayRange': {
    arguments: [3, 3],
    call: ([first, last, step]) => range(asInteger(first), asInteger(last), asInteger(step)),
  },
  'States.ArrayGetItem': {
    arguments: [2, 2],
    call: ([array, index]) => {
      const element = asArray(array)[asInteger(index)];
      if (element === undefined) throw new RangeError(`index ${asInteger(index)} is out of bounds`);
      return element;
    },
  },
  'States.ArrayLength': { arguments: [1, 1], call: ([array]) => asArray(array).length },
  'States.ArrayUnique': {
    arguments: [1, 1],
    call: ([array]) => {
      const elements = asArray(array);
      return elements.filter((element, i) => elements.findIndex((earlier) => sameJson(earlier, element)) === i);
    },
  },
};

/** Splits an array into chunks of `size` elements, the last one taking what is left. */
export function partition(array: Json[], size: number): Json[][] {
  if (size < 1) throw new RangeError('the chunk size must be a positive integer');
  return Array.from({ length: Math.ceil(array.length / size) }, (_, i) => array.slice(i * size, (i + 1) * size));
}

/** The numbers from `first` to `last` inclusive; at most 1,000, as the documentation limits it. */
export function range(first: number, last: number, step: number): number[] {
  if (step === 0) throw new RangeError('the step must not be zero');
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > longestRange) throw new RangeError(`a range can contain up to ${longestRange} elements`);
  return Array.from({ length }, (_, i) => first + i * step);
}
