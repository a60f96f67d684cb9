/** Replaces every intrinsic function in a value by what it stands for. */

import { noValue, type Scope, type Value } from './functions/function.ts';
import { callOf, type Section } from './functions/index.ts';
import { isObject, type Json } from './parse.ts';

/**
 * @returns the value; `noValue` only at the top, entries and members that have it being left out
 * @throws WireError as the functions do
 */
export function evaluate(value: Json, section: Section, scope: Scope): Value {
  const inner = (one: Json): Value => evaluate(one, section, scope);
  if (Array.isArray(value)) return value.map(inner).filter((item) => item !== noValue);
  if (!isObject(value)) return value as Value;
  const call = callOf(value, section);
  if (call) return call.apply(value[call.name]!, inner, scope);
  const members = Object.entries(value).map(([key, member]) => [key, inner(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== noValue));
}
