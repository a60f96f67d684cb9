import { type Json, textOf } from '../../json.ts';
import { asObject, asString, type IntrinsicFunction } from './intrinsic.ts';

export const json: Record<string, IntrinsicFunction> = {
  'States.StringToJson': {
    arguments: [1, 1],
    // Blank text gives null, not an error; -0 becomes 0.
    call: ([text]) => (asString(text).trim() === '' ? null : positiveZero(JSON.parse(asString(text)) as Json)),
  },
  'States.JsonToString': { arguments: [1, 1], call: ([value]) => textOf(value!) },
  'States.JsonMerge': {
    arguments: [3, 3],
    call: ([first, second, deep]) => {
      // "Step Functions currently only supports the shallow merging mode; therefore, you must specify the boolean
      // value as false."
      if (deep !== false)
        throw new TypeError('only the shallow merging mode is supported: the third argument must be false');
      return { ...asObject(first), ...asObject(second) };
    },
  },
};

function positiveZero(value: Json): Json {
  return value === 0 ? 0 : value;
}
