/**
 * The content of a Command document of one's own, schema version 2.2, as JSON or YAML (User Guide, "Data elements and
 * parameters", "SSM document syntax", "Command document plugin reference"). Purely reading: nothing is kept here.
 */
import { parse as parseYaml, YAMLError } from 'yaml';
import { notSupported } from '../../../errors.ts';
import { invalidContent, invalidSchemaVersion } from '../errors.ts';
import type { Parameter } from './parameter.ts';

export type Format = 'JSON' | 'YAML';

export interface Content {
  readonly schemaVersion: '2.2';
  readonly description: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly mainSteps: readonly ContentStep[];
}

/** A step as it is written; its inputs may hold `{{ parameter }}`. */
export interface ContentStep {
  readonly name: string;
  readonly action: (typeof ACTIONS)[number];
  readonly platform?: 'Linux' | 'Windows' | 'MacOS';
  readonly runCommand: string | readonly string[];
  readonly workingDirectory: string;
  /** seconds, or the parameter that has them */
  readonly timeoutSeconds: string;
  readonly onFailure?: 'exit' | 'successAndExit';
  readonly onSuccess?: 'exit';
  readonly finallyStep: boolean;
}

/** Seconds that a script may take where the step does not say ("If timeoutSeconds isn't specified", aws:runShellScript). */
const defaultTimeout = '3600';

/** @throws WireError InvalidDocumentContent, InvalidDocumentSchemaVersion; NotImplemented for what only AWS has */
export function readContent(text: string, format: Format): Content {
  const document = record(parsed(text, format), 'The document');
  const { schemaVersion, description = '', parameters = {}, mainSteps } = document;
  if (schemaVersion === undefined) throw invalidContent('The document has no schemaVersion.');
  if (schemaVersion !== '2.2') {
    if (!['0.3', '1.0', '1.2', '2.0'].includes(String(schemaVersion)))
      throw invalidSchemaVersion(`The schema version ${String(schemaVersion)} isn't supported.`);
    throw notSupported(`Command documents of the schema version ${String(schemaVersion)}, only of 2.2`);
  }
  only(document, ['schemaVersion', 'description', 'parameters', 'mainSteps'], 'a document');
  if (!Array.isArray(mainSteps) || mainSteps.length === 0) throw invalidContent('mainSteps must be a list of steps.');
  const content: Content = {
    schemaVersion,
    description: string(description, 'description'),
    parameters: readParameters(record(parameters, 'parameters')),
    mainSteps: mainSteps.map(readStep),
  };
  const names = content.mainSteps.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalidContent(`Two steps have the name ${twice}.`);
  const unknown = [...JSON.stringify(mainSteps).matchAll(/\{\{ ?([A-Za-z0-9_]+) ?\}\}/g)].find(
    ([, name]) => content.parameters[name!] === undefined,
  );
  if (unknown) throw invalidContent(`The parameter ${unknown[1]} is used in a step, but not defined.`);
  const global = /\{\{ ?([a-z]+:[^}]*)\}\}/.exec(text)?.[1];
  if (global !== undefined) throw notSupported(`the reference {{${global}}} in a document`);
  return content;
}

function parsed(text: string, format: Format): unknown {
  try {
    return format === 'JSON' ? JSON.parse(text) : parseYaml(text);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof YAMLError)) throw error;
    throw invalidContent(`The content is not valid ${format}: ${error.message}`);
  }
}

const parameterMembers = [
  'type',
  'description',
  'default',
  'allowedValues',
  'allowedPattern',
  'displayType',
  'minItems',
  'maxItems',
  'minChars',
  'maxChars',
];

const parameterTypes = ['String', 'StringList', 'Boolean', 'Integer'] as const;

function readParameters(given: Record<string, unknown>): Record<string, Parameter> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const parameter = record(value, `The parameter ${name}`);
      only(parameter, parameterMembers, `the parameter ${name}`);
      const type = parameterTypes.find((known) => known === parameter.type);
      if (type === undefined && ['MapList', 'StringMap'].includes(String(parameter.type)))
        throw notSupported(`parameters of the type ${String(parameter.type)} in a document`);
      if (type === undefined) throw invalidContent(`The parameter ${name} has no valid type.`);
      if (typeof parameter.allowedPattern === 'string') checkPattern(name, parameter.allowedPattern);
      const { default: byDefault, allowedValues, ...rest } = parameter;
      return [
        name,
        {
          description: '',
          ...rest,
          type,
          ...(byDefault !== undefined && {
            default: Array.isArray(byDefault) ? byDefault.map(String) : String(byDefault),
          }),
          ...(Array.isArray(allowedValues) && { allowedValues: allowedValues.map(String) }),
        } as Parameter,
      ];
    }),
  );
}

function checkPattern(name: string, pattern: string): void {
  try {
    new RegExp(pattern);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalidContent(`The allowedPattern of the parameter ${name} is not a regular expression: ${error.message}`);
  }
}

const ACTIONS = ['aws:runShellScript', 'aws:runPowerShellScript'] as const;
const isAction = (action: string): action is (typeof ACTIONS)[number] => ACTIONS.some((each) => each === action);

function readStep(given: unknown, index: number): ContentStep {
  const step = record(given, `The step ${index + 1}`);
  const { action, name, precondition, inputs } = step;
  if (typeof action !== 'string') throw invalidContent(`The step ${index + 1} has no action.`);
  if (!isAction(action)) throw notSupported(`the action ${action} in a document`);
  if (typeof name !== 'string' || !/^[a-zA-Z0-9_-]{1,128}$/.test(name))
    throw invalidContent(`The step ${index + 1} has no valid name.`);
  only(step, ['action', 'name', 'precondition', 'inputs'], `the step ${name}`);
  const platform = precondition === undefined ? undefined : readPlatform(name, precondition);
  // PowerShell is on Windows, and the Region's machines have none: such a step is skipped on them.
  if (action === 'aws:runPowerShellScript' && platform !== 'Windows')
    throw notSupported(`the action ${action} but for Windows (step ${name})`);
  const members = record(inputs, `The inputs of the step ${name}`);
  const inputNames = ['runCommand', 'workingDirectory', 'timeoutSeconds', 'onFailure', 'onSuccess', 'finallyStep'];
  only(members, inputNames, `the inputs of the step ${name}`);
  const { runCommand, workingDirectory = '', timeoutSeconds = defaultTimeout, onFailure, onSuccess } = members;
  if (typeof runCommand !== 'string' && !(Array.isArray(runCommand) && runCommand.length > 0))
    throw invalidContent(`The step ${name} has no runCommand.`);
  return {
    name,
    action,
    ...(platform && { platform }),
    runCommand: Array.isArray(runCommand) ? runCommand.map(String) : runCommand,
    workingDirectory: string(workingDirectory, `workingDirectory of the step ${name}`),
    timeoutSeconds: readTimeout(name, timeoutSeconds),
    ...oneOf(name, { onFailure }, ['exit', 'successAndExit']),
    ...oneOf(name, { onSuccess }, ['exit']),
    finallyStep: members.finallyStep === true || members.finallyStep === 'true',
  };
}

/** `{"StringEquals": ["platformType", "Linux"]}`, the one precondition of Command documents besides those on parameters. */
function readPlatform(step: string, precondition: unknown): 'Linux' | 'Windows' | 'MacOS' {
  const { StringEquals, ...others } = record(precondition, `The precondition of the step ${step}`);
  const [variable, platform] = Array.isArray(StringEquals) ? StringEquals : [];
  if (Object.keys(others).length > 0 || variable !== 'platformType')
    throw notSupported(`preconditions other than StringEquals of platformType (step ${step})`);
  const known = (['Linux', 'Windows', 'MacOS'] as const).find((each) => each === platform);
  if (known === undefined)
    throw invalidContent(`The platformType ${String(platform)} of the step ${step} is not valid.`);
  return known;
}

function readTimeout(step: string, value: unknown): string {
  const seconds = String(value);
  if (!/^(\d{1,6}|\{\{ ?[A-Za-z0-9_]+ ?\}\})$/.test(seconds))
    throw invalidContent(`The timeoutSeconds of the step ${step} is neither a number nor a parameter.`);
  return seconds;
}

function oneOf(step: string, given: Record<string, unknown>, allowed: readonly string[]): object {
  const [[name, value]] = Object.entries(given) as [[string, unknown]];
  if (value === undefined) return {};
  if (!allowed.some((each) => each === value))
    throw invalidContent(`The ${name} of the step ${step} must be one of ${allowed.join(', ')}.`);
  return { [name]: value };
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidContent(`${what} is not an object.`);
  return value as Record<string, unknown>;
}

function string(value: unknown, what: string): string {
  if (typeof value !== 'string') throw invalidContent(`The ${what} is not a string.`);
  return value;
}

function only(given: object, known: readonly string[], where: string): void {
  const strange = Object.keys(given).find((name) => !known.includes(name));
  if (strange !== undefined) throw notSupported(`the member ${strange} in ${where} of a document`);
}
