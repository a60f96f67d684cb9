/**
 * The intrinsic functions of the section Rules.
 * Source: AWS CloudFormation User Guide, "Rule functions".
 */
import { notSupported } from '../../../../errors.ts';
import { templateError } from '../../errors.ts';
import { same } from './conditions.ts';
import { type IntrinsicFunction, ofValues, type Value } from './function.ts';

/** A function of a list and of one thing more. */
function ofList(name: string, apply: (items: readonly Value[], other: Value) => boolean): IntrinsicFunction {
  return ofValues((argument) => {
    const [items, other] = Array.isArray(argument) ? (argument as readonly Value[]) : [];
    if (!Array.isArray(items) || other === undefined) {
      throw templateError(`every ${name} object requires a list of values and what it is compared with.`);
    }
    return apply(items, other);
  });
}

const RefAll: IntrinsicFunction = (type, _evaluate, scope) => {
  if (typeof type !== 'string') throw templateError('every Fn::RefAll object must have a single String value.');
  return scope.referencesOfType(type);
};

const attributesOfResources =
  (name: string): IntrinsicFunction =>
  () => {
    throw notSupported(`the rule function ${name}, which asks for the attributes of existing resources`);
  };

export const ruleFunctions: Readonly<Record<string, IntrinsicFunction>> = {
  'Fn::Contains': ofList('Fn::Contains', (items, other) => items.some((item) => same(item, other))),
  'Fn::EachMemberEquals': ofList('Fn::EachMemberEquals', (items, other) => items.every((item) => same(item, other))),
  'Fn::EachMemberIn': ofList('Fn::EachMemberIn', (items, other) =>
    items.every((item) => Array.isArray(other) && other.some((allowed) => same(item, allowed as Value))),
  ),
  'Fn::RefAll': RefAll,
  'Fn::ValueOf': attributesOfResources('Fn::ValueOf'),
  'Fn::ValueOfAll': attributesOfResources('Fn::ValueOfAll'),
};
