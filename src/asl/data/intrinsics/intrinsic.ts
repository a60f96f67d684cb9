import type { Json, JsonObject } from '../../json.ts';
import { isObject } from '../../json.ts';
import type { Scope } from '../scope.ts';

/** An intrinsic function. A failure thrown as an Error becomes States.IntrinsicFailure. */
export interface IntrinsicFunction {
  /** Least and greatest number of arguments. */
  arguments: readonly [least: number, most: number];
  call(args: Json[], scope: Scope): Json;
}

/** The argument as the type the function needs. */
export function asString(value: Json | undefined): string {
  if (typeof value !== 'string') throw new TypeError(`expected a string but was ${JSON.stringify(value)}`);
  return value;
}

export function asNumber(value: Json | undefined): number {
  if (typeof value !== 'number') throw new TypeError(`expected a number but was ${JSON.stringify(value)}`);
  return value;
}

/** Numbers that are not integers are rounded to the nearest one, halves up, as the documentation says. */
export function asInteger(value: Json | undefined): number {
  return Math.round(asNumber(value));
}

export function asArray(value: Json | undefined): Json[] {
  if (!Array.isArray(value)) throw new TypeError(`expected an array but was ${JSON.stringify(value)}`);
  return value;
}

export function asObject(value: Json | undefined): JsonObject {
  if (!isObject(value)) throw new TypeError(`expected an object but was ${JSON.stringify(value)}`);
  return value;
}
