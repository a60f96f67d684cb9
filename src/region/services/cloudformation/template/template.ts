/**
 * The anatomy of a template: which sections and members there are, and what AWS says of those that are not.
 * Source: AWS CloudFormation User Guide, "CloudFormation template sections".
 */
import { notSupported } from '../../../errors.ts';
import { templateFormatError, validationError } from '../errors.ts';
import { isObject, type Json, type JsonObject, parseTemplate } from './parse.ts';

export interface ParameterDeclaration {
  readonly Type: string;
  readonly Default?: Json;
  readonly Description?: string;
  readonly AllowedValues?: readonly Json[];
  readonly AllowedPattern?: string;
  readonly ConstraintDescription?: string;
  readonly MinLength?: number | string;
  readonly MaxLength?: number | string;
  readonly MinValue?: number | string;
  readonly MaxValue?: number | string;
  readonly NoEcho?: boolean | string;
}

export interface ResourceDeclaration {
  readonly Type: string;
  readonly Properties: JsonObject;
  readonly DependsOn: readonly string[];
  readonly Condition?: string;
  readonly DeletionPolicy: string;
  readonly UpdateReplacePolicy: string;
  readonly Metadata?: Json;
}

export interface OutputDeclaration {
  readonly Value: Json;
  readonly Description?: string;
  readonly Condition?: string;
  readonly Export?: { readonly Name: Json };
}

export interface Rule {
  readonly RuleCondition?: Json;
  readonly Assertions: readonly { readonly Assert: Json; readonly AssertDescription?: string }[];
}

export interface Template {
  readonly version?: string;
  readonly description?: string;
  readonly metadata?: JsonObject;
  readonly parameters: Readonly<Record<string, ParameterDeclaration>>;
  readonly rules: Readonly<Record<string, Rule>>;
  readonly mappings: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly conditions: Readonly<Record<string, Json>>;
  readonly resources: Readonly<Record<string, ResourceDeclaration>>;
  readonly outputs: Readonly<Record<string, OutputDeclaration>>;
}

const sections = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Resources',
  'Outputs',
];

const parameterMembers = [
  'Type',
  'Default',
  'Description',
  'AllowedValues',
  'AllowedPattern',
  'ConstraintDescription',
  'MinLength',
  'MaxLength',
  'MinValue',
  'MaxValue',
  'NoEcho',
];
const resourceMembers = [
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'Metadata',
];
/** What AWS has on resources and this Region does not. */
const unsupportedResourceMembers = ['CreationPolicy', 'UpdatePolicy'];
const outputMembers = ['Value', 'Description', 'Condition', 'Export'];
const policies = ['Delete', 'Retain'];

/**
 * Parses the text of a template and checks its form.
 * @throws WireError ValidationError as AWS words it; NotImplemented for what AWS has and this Region does not
 */
export function readTemplate(text: string): Template {
  const document = parseTemplate(text);
  const strange = Object.keys(document).filter((section) => !sections.includes(section));
  if (strange.length > 0) throw validationError(`Invalid template property or properties [${strange.join(', ')}]`);
  if (document.Transform !== undefined) {
    throw notSupported(`transforms (the template asks for ${JSON.stringify(document.Transform)})`);
  }
  const version = document.AWSTemplateFormatVersion;
  if (version !== undefined && version !== '2010-09-09') {
    throw templateFormatError('unsupported value for AWSTemplateFormatVersion.');
  }
  if (document.Description !== undefined && typeof document.Description !== 'string') {
    throw templateFormatError('every Description member must be a string.');
  }
  const resources = section(document, 'Resources', readResource);
  if (Object.keys(resources).length === 0) {
    throw templateFormatError('At least one Resources member must be defined.');
  }
  return {
    ...(version === undefined ? {} : { version }),
    ...(document.Description === undefined ? {} : { description: document.Description }),
    ...(document.Metadata === undefined ? {} : { metadata: object(document.Metadata, 'Metadata') }),
    parameters: section(document, 'Parameters', readParameter),
    rules: section(document, 'Rules', readRule),
    mappings: section(document, 'Mappings', readMapping),
    conditions: section(document, 'Conditions', (condition) => condition),
    resources,
    outputs: section(document, 'Outputs', readOutput),
  };
}

function section<T>(document: JsonObject, name: string, read: (value: Json, name: string) => T): Record<string, T> {
  const members = Object.entries(object(document[name] ?? {}, name));
  for (const [key] of members) {
    // the names of conditions, mappings and rules are just as alphanumeric, but AWS says it of these alone
    const kind = { Resources: 'Resource', Parameters: 'Parameter', Outputs: 'Output' }[name];
    if (kind !== undefined && !/^[A-Za-z0-9]+$/.test(key)) {
      throw templateFormatError(`${kind} name ${key} is non alphanumeric.`);
    }
  }
  return Object.fromEntries(members.map(([key, value]) => [key, read(value, key)]));
}

function object(value: Json, name: string): JsonObject {
  if (!isObject(value)) throw templateFormatError(`${name} must be an object.`);
  return value;
}

function member(value: Json, kind: string): JsonObject {
  if (!isObject(value)) throw templateFormatError(`Every ${kind} member must be an object.`);
  return value;
}

function readParameter(value: Json): ParameterDeclaration {
  const declaration = member(value, 'Parameters');
  const strange = Object.keys(declaration).find((key) => !parameterMembers.includes(key));
  if (strange !== undefined) throw validationError(`Invalid template parameter property '${strange}'`);
  if (typeof declaration.Type !== 'string')
    throw templateFormatError('Every Parameters object must contain a Type member.');
  if (declaration.AllowedValues !== undefined && !Array.isArray(declaration.AllowedValues)) {
    throw templateFormatError('Every AllowedValues member must be a list.');
  }
  if (declaration.Default !== undefined && typeof declaration.Default === 'object') {
    throw templateFormatError('Every Default member must be a string.');
  }
  return declaration as unknown as ParameterDeclaration;
}

function readRule(value: Json, name: string): Rule {
  const rule = member(value, 'Rules');
  if (!Array.isArray(rule.Assertions) || !rule.Assertions.every((one) => isObject(one) && one.Assert !== undefined)) {
    throw templateFormatError(`Rule ${name} must have a list of Assertions, each with an Assert.`);
  }
  return rule as unknown as Rule;
}

function readMapping(value: Json, name: string): Record<string, JsonObject> {
  const levels = Object.entries(member(value, 'Mappings'));
  for (const [key, level] of levels) {
    if (!isObject(level))
      throw templateFormatError(`Every Mappings attribute must be a String or a List. (${name}/${key})`);
  }
  return Object.fromEntries(levels) as Record<string, JsonObject>;
}

function readResource(value: Json, name: string): ResourceDeclaration {
  if (!isObject(value)) throw templateFormatError(`[/Resources/${name}] resource definition is malformed`);
  if (typeof value.Type !== 'string') {
    throw templateFormatError(`[/Resources/${name}] Every Resources object must contain a Type member.`);
  }
  const unsupported = unsupportedResourceMembers.find((key) => key in value);
  if (unsupported !== undefined) throw notSupported(`the attribute ${unsupported} of a resource (${name})`);
  const strange = Object.keys(value).filter((key) => !resourceMembers.includes(key));
  if (strange.length > 0) throw validationError(`Invalid template resource property '${strange[0]}'`);
  const { DependsOn = [], DeletionPolicy = 'Delete', UpdateReplacePolicy = 'Delete', Properties = {} } = value;
  const depends = typeof DependsOn === 'string' ? [DependsOn] : DependsOn;
  if (!Array.isArray(depends) || !depends.every((one) => typeof one === 'string')) {
    throw templateFormatError('DependsOn must be a string or list of strings.');
  }
  for (const [key, policy] of Object.entries({ DeletionPolicy, UpdateReplacePolicy })) {
    if (policy === 'Snapshot' || policy === 'RetainExceptOnCreate')
      throw notSupported(`the ${key} ${policy} (${name})`);
    if (typeof policy !== 'string' || !policies.includes(policy)) {
      throw templateFormatError(`Unrecognized ${key} ${JSON.stringify(policy)} for resource ${name}`);
    }
  }
  if (value.Condition !== undefined && typeof value.Condition !== 'string') {
    throw templateFormatError('Every Condition member must be a string.');
  }
  return {
    Type: value.Type,
    Properties: object(Properties, `[/Resources/${name}] Properties`),
    DependsOn: depends,
    DeletionPolicy: DeletionPolicy as string,
    UpdateReplacePolicy: UpdateReplacePolicy as string,
    ...(value.Condition === undefined ? {} : { Condition: value.Condition as string }),
    ...(value.Metadata === undefined ? {} : { Metadata: value.Metadata }),
  };
}

function readOutput(value: Json, name: string): OutputDeclaration {
  const output = member(value, 'Outputs');
  const strange = Object.keys(output).find((key) => !outputMembers.includes(key));
  if (strange !== undefined) throw validationError(`Invalid template output property '${strange}'`);
  if (output.Value === undefined) throw templateFormatError('Every Outputs member must contain a Value object');
  if (output.Export !== undefined && (!isObject(output.Export) || output.Export.Name === undefined)) {
    throw templateFormatError(`Output ${name} is malformed: every Export member must contain a Name`);
  }
  if (output.Condition !== undefined && typeof output.Condition !== 'string') {
    throw templateFormatError('Every Condition member must be a string.');
  }
  return output as unknown as OutputDeclaration;
}
