import { matchesPattern } from './pattern.ts';

/** Whether a condition holds for the value of its key (undefined: the request has no such key) and the policy's values. */
type ConditionOperator = (value: string | undefined, wanted: readonly string[]) => boolean;

type Comparison = (value: string, wanted: string) => boolean;

/** Holds when any of the policy's values fits; never for a key that is absent. */
const any =
  (fits: Comparison): ConditionOperator =>
  (value, wanted) =>
    value !== undefined && wanted.some((each) => fits(value, each));

/** The negated operators hold when none of the values fits, and for a key that is absent. */
const none =
  (fits: Comparison): ConditionOperator =>
  (value, wanted) =>
    value === undefined || !wanted.some((each) => fits(value, each));

const equal: Comparison = (value, wanted) => value === wanted;
const equalIgnoringCase: Comparison = (value, wanted) => value.toLowerCase() === wanted.toLowerCase();
const like: Comparison = (value, wanted) => matchesPattern(wanted, value);
const number =
  (compare: (a: number, b: number) => boolean): Comparison =>
  (value, wanted) =>
    compare(Number(value), Number(wanted));
const date =
  (compare: (a: number, b: number) => boolean): Comparison =>
  (value, wanted) =>
    compare(Date.parse(value), Date.parse(wanted));

/** The value of a condition key; some keys have several, such as `aws:TagKeys`. */
export type ConditionValue = string | readonly string[] | undefined;

/** An operator with what stands around its name. */
interface Condition {
  /** `ForAllValues:` holds for a key without values too, `ForAnyValue:` does not. */
  readonly over: 'every' | 'some' | undefined;
  readonly ifExists: boolean;
  readonly operator: ConditionOperator;
}

/**
 * What an operator's name in a policy means; undefined for one that is not known.
 * Source: IAM User Guide, "Set operators for multi-valued context keys".
 */
export function conditionNamed(name: string): Condition | undefined {
  const [, set, bare, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name) ?? [];
  const operator = bare !== undefined && Object.hasOwn(conditionOperators, bare) ? conditionOperators[bare] : undefined;
  const over = set === 'ForAllValues' ? 'every' : set === 'ForAnyValue' ? 'some' : undefined;
  return operator && { over, ifExists: ifExists !== undefined, operator };
}

/** Whether a condition holds. A key of several values that no set operator looks at is met by any of them. */
export function conditionHolds(
  { over, ifExists, operator }: Condition,
  value: ConditionValue,
  wanted: readonly string[],
) {
  if (value === undefined && ifExists) return true;
  const values = value === undefined ? [] : [value].flat();
  if (over === 'every') return values.every((each) => operator(each, wanted));
  if (over === 'some' || values.length > 0) return values.some((each) => operator(each, wanted));
  return operator(undefined, wanted);
}

/** Source: IAM User Guide, "IAM JSON policy elements: Condition operators". A policy with any other operator is refused when it is made. */
export const conditionOperators: Readonly<Record<string, ConditionOperator>> = {
  StringEquals: any(equal),
  StringNotEquals: none(equal),
  StringEqualsIgnoreCase: any(equalIgnoringCase),
  StringNotEqualsIgnoreCase: none(equalIgnoringCase),
  StringLike: any(like),
  StringNotLike: none(like),
  ArnEquals: any(like),
  ArnLike: any(like),
  ArnNotEquals: none(like),
  ArnNotLike: none(like),
  NumericEquals: any(number((a, b) => a === b)),
  NumericNotEquals: none(number((a, b) => a === b)),
  NumericLessThan: any(number((a, b) => a < b)),
  NumericLessThanEquals: any(number((a, b) => a <= b)),
  NumericGreaterThan: any(number((a, b) => a > b)),
  NumericGreaterThanEquals: any(number((a, b) => a >= b)),
  DateEquals: any(date((a, b) => a === b)),
  DateNotEquals: none(date((a, b) => a === b)),
  DateLessThan: any(date((a, b) => a < b)),
  DateLessThanEquals: any(date((a, b) => a <= b)),
  DateGreaterThan: any(date((a, b) => a > b)),
  DateGreaterThanEquals: any(date((a, b) => a >= b)),
  Bool: any(equalIgnoringCase),
  Null: (value, wanted) => wanted.some((each) => (each === 'true') === (value === undefined)),
};
