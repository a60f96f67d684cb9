import { arrays } from './arrays.ts';
import { encoding } from './encoding.ts';
import type { IntrinsicFunction } from './intrinsic.ts';
import { json } from './json.ts';
import { numbers } from './numbers.ts';
import { strings } from './strings.ts';

/** Every intrinsic function by name. Source: "Intrinsics for JSONPath states in Step Functions". */
export const intrinsicFunctions: Record<string, IntrinsicFunction> = {
  ...strings,
  ...json,
  ...arrays,
  ...encoding,
  ...numbers,
};
