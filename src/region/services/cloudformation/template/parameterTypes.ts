/**
 * The types of parameters. Source: AWS CloudFormation User Guide, "CloudFormation template Parameters syntax" and "Specify
 * existing resources at runtime with CloudFormation-supplied parameter types".
 */
import { notSupported } from '../../../errors.ts';
import { templateFormatError } from '../errors.ts';
import type { Value } from './functions/function.ts';

export interface ParameterType {
  readonly list: boolean;
  readonly number: boolean;
  /** the value is the name of a Systems Manager parameter, and Ref gives what that one has */
  readonly stored: boolean;
  /** the kind of EC2 resource, or Systems Manager parameter, that must exist */
  readonly exists?: ExistingKind;
}

const existingKinds = ['AWS::EC2::Image::Id', 'AWS::EC2::Instance::Id', 'AWS::SSM::Parameter::Name'] as const;
export type ExistingKind = (typeof existingKinds)[number];

/** What AWS has besides, of which this Region could not tell whether the value exists. */
const unsupported =
  /^AWS::(EC2::(AvailabilityZone::Name|KeyPair::KeyName|SecurityGroup::(GroupName|Id)|Subnet::Id|Volume::Id|VPC::Id)|Route53::HostedZone::Id)$/;

const plain = { list: false, number: false, stored: false };

/**
 * @throws WireError ValidationError for a type that AWS does not know, NotImplemented for one that this Region does not
 */
export function parameterType(type: string): ParameterType {
  if (type === 'String') return plain;
  if (type === 'Number') return { ...plain, number: true };
  if (type === 'CommaDelimitedList') return { ...plain, list: true };
  const stored = /^AWS::SSM::Parameter::Value<(.+)>$/.exec(type);
  if (stored) return { ...parameterType(stored[1]!), number: false, stored: true };
  const list = /^List<(.+)>$/.exec(type);
  if (list) return { ...parameterType(list[1] === 'String' ? 'CommaDelimitedList' : list[1]!), list: true };
  const exists = existingKinds.find((kind) => kind === type);
  if (exists) return { ...plain, exists };
  if (unsupported.test(type)) throw notSupported(`the parameter type ${type}`);
  throw templateFormatError(`Unrecognized parameter type: ${type}`);
}

/** What Ref gives for a value as it was written. */
export function typedValue(type: ParameterType, value: string): Value {
  return type.list ? listItems(value) : value;
}

export function listItems(value: string): string[] {
  return value === '' ? [] : value.split(',').map((item) => item.trim());
}
