/** From what a caller sends to the definition of a stack, refused before anything is made of it. */
import { WireError } from '../../../errors.ts';
import type { Context } from '../../../service.ts';
import { validationError } from '../errors.ts';
import { resourceTypes } from '../resources/index.ts';
import type { Definition } from '../rows/stacks.ts';
import { checkCapabilities } from '../template/capabilities.ts';
import { type GivenParameter, parameterValues } from '../template/parameters.ts';
import { type ExistingKind, listItems, parameterType } from '../template/parameterTypes.ts';
import { readTemplate, type Template } from '../template/template.ts';
import { validateTemplate } from '../template/validate.ts';
import { type TemplateInput, templateText } from './template-text.ts';

/** The members of CreateStack, UpdateStack and CreateChangeSet that make a definition. */
export interface DefinitionInput extends TemplateInput {
  readonly UsePreviousTemplate?: boolean;
  readonly Parameters?: readonly GivenParameter[];
  readonly Capabilities?: readonly string[];
  readonly Tags?: readonly { Key: string | undefined; Value: string | undefined }[];
}

/** What of it is accepted where there is no stack yet. */
export const definitionMembers = [
  'TemplateBody',
  'TemplateURL',
  'Parameters.ParameterKey',
  'Parameters.ParameterValue',
  'Capabilities',
  'Tags',
] as const;

/** What of it is accepted where a stack may stand. */
export const changeMembers = [...definitionMembers, 'UsePreviousTemplate', 'Parameters.UsePreviousValue'] as const;

/**
 * @param previous of the stack that is updated
 * @throws WireError ValidationError, InsufficientCapabilitiesException, NotImplemented
 */
export function newDefinition(context: Context, input: DefinitionInput, previous?: Definition): Definition {
  const text = textOf(context, input, previous);
  const template = checkedTemplate(text);
  const parameters = parameterValues(template, input.Parameters ?? [], previous?.parameters);
  const resolved = resolveParameters(context, template, parameters);
  checkExistence(context, template, { ...parameters, ...resolved });
  const capabilities = input.Capabilities ?? [];
  checkCapabilities(template, resourceTypes, capabilities);
  return { template: text, parameters, resolved, tags: stackTags(input, previous), capabilities };
}

/** @throws WireError ValidationError as AWS words it, NotImplemented for what this Region does not have */
export function checkedTemplate(text: string): Template {
  const template = readTemplate(text);
  validateTemplate(template, resourceTypes);
  for (const { Type } of Object.values(template.parameters)) parameterType(Type);
  return template;
}

function textOf(context: Context, input: DefinitionInput, previous?: Definition): string {
  if (!input.UsePreviousTemplate || !previous) return templateText(context, input);
  if (input.TemplateBody !== undefined || input.TemplateURL !== undefined)
    throw validationError('You cannot specify both usePreviousTemplate and Template Body/Template URL');
  return previous.template;
}

function stackTags({ Tags }: DefinitionInput, previous?: Definition): Definition['tags'] {
  if (!Tags) return previous?.tags ?? [];
  const tags = Tags.map(({ Key, Value }) => ({ Key: Key ?? '', Value: Value ?? '' }));
  if (tags.length > 50) throw validationError('Tags can have at most 50 entries');
  const reserved = tags.find(({ Key }) => Key.toLowerCase().startsWith('aws:'));
  if (reserved)
    throw validationError(
      `Tag key ${reserved.Key} is reserved: aws: prefixed tag key names are not allowed for external use.`,
    );
  const twice = tags.find(({ Key }, index) => tags.findIndex((tag) => tag.Key === Key) !== index);
  if (twice) throw validationError(`Duplicate tag keys found: ${twice.Key}`);
  return tags;
}

/** What Systems Manager has for the parameters of the types AWS::SSM::Parameter::Value. */
function resolveParameters(
  context: Context,
  template: Template,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const stored = Object.entries(template.parameters).filter(([, { Type }]) => parameterType(Type).stored);
  if (stored.length === 0) return {};
  const names = [...new Set(stored.map(([parameter]) => values[parameter]!))];
  const found = new Map<string, string>();
  const invalid: string[] = [];
  for (const Name of names) {
    const { Parameters = [], InvalidParameters = [] } = context.call('ssm', 'GetParameters', { Names: [Name] });
    for (const { Type, Value } of Parameters) {
      if (Type === 'SecureString')
        throw validationError(
          `Parameters [${Name}] referenced by template have types not supported by CloudFormation.`,
        );
      found.set(Name, Value ?? '');
    }
    invalid.push(...InvalidParameters);
  }
  if (invalid.length > 0)
    throw validationError(`Unable to fetch parameters [${invalid.join(',')}] from parameter store for this account.`);
  return Object.fromEntries(stored.map(([parameter]) => [parameter, found.get(values[parameter]!)!]));
}

/** Asks the service for a thing; throws a WireError when it is not there. */
const existing: Readonly<Record<ExistingKind, (context: Context, id: string) => unknown>> = {
  'AWS::EC2::Image::Id': (context, id) => context.call('ec2', 'DescribeImages', { ImageIds: [id] }),
  'AWS::EC2::Instance::Id': (context, id) => context.call('ec2', 'DescribeInstances', { InstanceIds: [id] }),
  'AWS::SSM::Parameter::Name': (context, Name) => context.call('ssm', 'GetParameter', { Name }),
};

function checkExistence(context: Context, template: Template, values: Readonly<Record<string, string>>): void {
  for (const [name, { Type }] of Object.entries(template.parameters)) {
    const { exists, list } = parameterType(Type);
    if (!exists) continue;
    for (const value of list ? listItems(values[name]!) : [values[name]!]) {
      try {
        existing[exists](context, value);
      } catch (error) {
        if (!(error instanceof WireError) || !/NotFound|Malformed/.test(error.code)) throw error;
        throw validationError(
          `Parameter validation failed: parameter value ${value} for parameter name ${name} does not exist`,
        );
      }
    }
  }
}

/** The role that a stack's resources are made with, or the caller. @throws WireError when the role may not be assumed */
export function stackPrincipal(context: Context, roleArn: string | undefined): Context['principal'] {
  return roleArn === undefined
    ? context.principal
    : context.assume(roleArn, 'cloudformation.amazonaws.com', 'AWSCloudFormation');
}
