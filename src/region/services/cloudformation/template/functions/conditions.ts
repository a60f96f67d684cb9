/**
 * The intrinsic functions that answer true or false.
 * Source: AWS CloudFormation User Guide, "Condition functions".
 */
import { templateError } from '../../errors.ts';
import { type IntrinsicFunction, ofValues, text, type Value } from './function.ts';

/** `true` and `"true"` are the same to CloudFormation, as are 1 and "1". */
export function same(left: Value | undefined, right: Value | undefined): boolean {
  const [a, b] = [text(left), text(right)];
  return a !== undefined || b !== undefined ? a === b : JSON.stringify(left) === JSON.stringify(right);
}

function truths(name: string, argument: Value): boolean[] {
  const values = Array.isArray(argument) ? (argument as readonly Value[]) : [];
  if (values.length < 2 || values.length > 10 || !values.every((value) => typeof value === 'boolean')) {
    throw templateError(`every ${name} object requires a list of at least 2 and at most 10 boolean parameters.`);
  }
  return values as boolean[];
}

const Equals = ofValues((argument) => {
  if (!Array.isArray(argument) || argument.length !== 2) {
    throw templateError('every Fn::Equals object requires a list of 2 string parameters.');
  }
  return same(argument[0], argument[1]);
});

const Not = ofValues((argument) => {
  if (!Array.isArray(argument) || argument.length !== 1 || typeof argument[0] !== 'boolean') {
    throw templateError('every Fn::Not object requires a list of 1 boolean parameter.');
  }
  return !argument[0];
});

const Condition: IntrinsicFunction = (name, _evaluate, scope) => {
  if (typeof name !== 'string') throw templateError('every Condition object must have a single String value.');
  return scope.condition(name);
};

export const conditionFunctions: Readonly<Record<string, IntrinsicFunction>> = {
  'Fn::Equals': Equals,
  'Fn::Not': Not,
  'Fn::And': ofValues((argument) => truths('Fn::And', argument).every(Boolean)),
  'Fn::Or': ofValues((argument) => truths('Fn::Or', argument).some(Boolean)),
  Condition,
};
