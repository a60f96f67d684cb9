/** Which intrinsic function may stand in which section. */
import { notSupported } from '../../../../errors.ts';
import { templateError } from '../../errors.ts';
import type { JsonObject } from '../parse.ts';
import { conditionFunctions } from './conditions.ts';
import type { IntrinsicFunction } from './function.ts';
import { ruleFunctions } from './rules.ts';
import { valueFunctions } from './values.ts';

export type Section = 'Conditions' | 'Rules' | 'Resources' | 'Outputs';

const { 'Fn::GetAtt': _getAtt, 'Fn::ImportValue': _importValue, ...withoutResources } = valueFunctions;

export const functionsOf: Readonly<Record<Section, Readonly<Record<string, IntrinsicFunction>>>> = {
  Conditions: { ...withoutResources, ...conditionFunctions },
  Rules: { Ref: valueFunctions.Ref!, 'Fn::If': valueFunctions['Fn::If']!, ...conditionFunctions, ...ruleFunctions },
  Resources: valueFunctions,
  Outputs: valueFunctions,
};

/** What AWS has besides. */
const unsupported = [
  'Fn::Cidr',
  'Fn::Transform',
  'Fn::ForEach',
  'Fn::Length',
  'Fn::ToJsonString',
  'Fn::GetStackOutput',
];

/**
 * The intrinsic function that an object calls, or undefined when it is plain data. An object with the one member `Condition`
 * is a call only where conditions are written: elsewhere it may be part of a policy.
 * @throws WireError ValidationError for a function that is none or may not stand in that section, NotImplemented for one that
 * AWS has and this Region does not
 */
export function callOf(value: JsonObject, section: Section): { name: string; apply: IntrinsicFunction } | undefined {
  const keys = Object.keys(value);
  const functions = functionsOf[section];
  const name = keys.find((key) => key.startsWith('Fn::') || (keys.length === 1 && Object.hasOwn(functions, key)));
  if (name === undefined) return undefined;
  if (keys.length > 1)
    throw templateError(`an object with ${name} must have no other member, but has [${keys.join(', ')}]`);
  const apply = functions[name];
  if (apply) return { name, apply };
  if (unsupported.includes(name)) throw notSupported(`the intrinsic function ${name}`);
  throw templateError(
    `Encountered unsupported function: ${name} Supported functions are: [${Object.keys(functions).join(', ')}]`,
  );
}
