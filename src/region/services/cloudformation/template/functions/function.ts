/** What an intrinsic function sees, and the two values that are not JSON. */
import type { Json } from '../parse.ts';

/** `AWS::NoValue`: the property, or the list entry, is left out. */
export const noValue: unique symbol = Symbol('AWS::NoValue');

/** What is not known before a resource is made: planning goes on without it. */
export const notYetKnown: unique symbol = Symbol('known after apply');

/** Plain JSON, in which whole values may be `notYetKnown` while planning. */
export type Value =
  | null
  | boolean
  | number
  | string
  | typeof noValue
  | typeof notYetKnown
  | readonly Value[]
  | { readonly [key: string]: Value };

/** Where names are looked up. Each throws a ValidationError for a name that is not there. */
export interface Scope {
  /** Ref: a parameter, a pseudo parameter or a resource */
  reference(name: string): Value;
  /** Fn::GetAtt */
  attribute(logicalId: string, name: string): Value;
  /** the value of a named condition */
  condition(name: string): boolean;
  /** Fn::FindInMap; undefined where the map has no such keys */
  mapped(map: string, topLevelKey: string, secondLevelKey: string): Json | undefined;
  /** Fn::ImportValue */
  imported(name: string): Value;
  /** Fn::GetAZs, in order */
  availabilityZones(region: string): readonly string[];
  /** Fn::RefAll: the values of all parameters of that type */
  referencesOfType(type: string): readonly Value[];
}

/** Evaluates what it needs of its argument, and answers. */
export type IntrinsicFunction = (argument: Json, evaluate: (value: Json) => Value, scope: Scope) => Value;

export function isUnknown(value: Value): boolean {
  if (value === notYetKnown) return true;
  if (Array.isArray(value)) return value.some(isUnknown);
  return typeof value === 'object' && value !== null && Object.values(value).some(isUnknown);
}

/** A function of its evaluated argument alone: not yet known when anything in that is. */
export function ofValues(apply: (argument: Value, scope: Scope) => Value): IntrinsicFunction {
  return (argument, evaluate, scope) => {
    const value = evaluate(argument);
    return isUnknown(value) ? notYetKnown : apply(value, scope);
  };
}

/** A scalar as CloudFormation writes it into a string; undefined for what is none. */
export function text(value: Value | undefined): string | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}
