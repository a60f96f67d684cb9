import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Place } from '../../arn.ts';
import { notSupported } from '../../errors.ts';
import { constraintViolated, invalidParameterValue } from './errors.ts';
import { reservedVariables } from './execution/variables.ts';
import { functionArn } from './function-name.ts';
import { type Configuration, type FunctionRow, type Runtime, runtimes } from './rows.ts';

/** The part of CreateFunction's input that UpdateFunctionConfiguration has as well. */
export interface ConfigurationInput {
  Runtime?: string;
  Role?: string;
  Handler?: string;
  Description?: string;
  Timeout?: number;
  MemorySize?: number;
  Environment?: { Variables?: Record<string, string> };
  LoggingConfig?: { LogFormat?: string; LogGroup?: string };
}

export const configurationMembers = [
  'Runtime',
  'Role',
  'Handler',
  'Description',
  'Timeout',
  'MemorySize',
  'Environment.Variables',
  'LoggingConfig.LogFormat',
  'LoggingConfig.LogGroup',
] as const;

/** A member's constraints, in AWS's words, each with what it asks. Source: Lambda API Reference, "CreateFunction". */
const constraints: Readonly<Record<string, readonly [(input: ConfigurationInput) => boolean, string][]>> = {
  role: [
    [
      ({ Role }) => Role === undefined || /^arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/.test(Role),
      'Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+',
    ],
  ],
  handler: [
    [({ Handler = '' }) => Handler.length <= 128, 'Member must have length less than or equal to 128'],
    [({ Handler = '' }) => /^\S*$/.test(Handler), 'Member must satisfy regular expression pattern: [^\\s]+'],
  ],
  description: [
    [({ Description = '' }) => Description.length <= 256, 'Member must have length less than or equal to 256'],
  ],
  timeout: [
    [({ Timeout = 1 }) => Timeout >= 1, 'Member must have value greater than or equal to 1'],
    [({ Timeout = 1 }) => Timeout <= 900, 'Member must have value less than or equal to 900'],
  ],
  memorySize: [
    [({ MemorySize = 128 }) => MemorySize >= 128, 'Member must have value greater than or equal to 128'],
    [({ MemorySize = 128 }) => MemorySize <= 10_240, 'Member must have value less than or equal to 10240'],
  ],
};

/**
 * The configuration that results when `input` is applied to `before`.
 * @throws WireError ValidationException, InvalidParameterValueException; NotImplemented for runtimes other than Node's
 */
export function configure(before: Configuration, input: ConfigurationInput): Configuration {
  for (const [member, rules] of Object.entries(constraints))
    for (const [holds, constraint] of rules)
      if (!holds(input)) throw constraintViolated(memberOf(input, member), member, constraint);
  const runtime = input.Runtime ?? before.runtime;
  if (!isRuntime(runtime)) throw notSupported(`the Lambda runtime ${runtime}; it has ${runtimes.join(' and ')}`);
  if ((input.LoggingConfig?.LogFormat ?? 'Text') !== 'Text')
    throw notSupported('the log format JSON of Lambda functions');
  const variables = input.Environment ? (input.Environment.Variables ?? {}) : before.variables;
  checkVariables(variables);
  return {
    ...before,
    runtime,
    variables,
    role: input.Role ?? before.role,
    handler: input.Handler ?? before.handler,
    description: input.Description ?? before.description,
    timeout: input.Timeout ?? before.timeout,
    memorySize: input.MemorySize ?? before.memorySize,
    logGroup: input.LoggingConfig?.LogGroup ?? before.logGroup,
  };
}

const memberOf = (input: ConfigurationInput, member: string): unknown =>
  (input as Record<string, unknown>)[member.charAt(0).toUpperCase() + member.slice(1)];

const isRuntime = (value: string): value is Runtime => (runtimes as readonly string[]).includes(value);

function checkVariables(variables: Record<string, string>): void {
  const names = Object.keys(variables);
  const refuse = (why: string) =>
    invalidParameterValue(
      `Lambda was unable to configure your environment variables because the environment variables you have provided ${why}`,
    );
  const wrong = names.find((name) => !/^[a-zA-Z]\w+$/.test(name));
  if (wrong !== undefined)
    throw constraintViolated(
      `{${wrong}=${variables[wrong]}}`,
      'environment.variables',
      'Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]',
    );
  const reserved = names.filter((name) => reservedVariables.has(name));
  if (reserved.length > 0)
    throw refuse(
      `contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  const json = JSON.stringify(variables);
  if (Buffer.byteLength(json) > 4096) throw refuse(`exceeded the 4KB limit. String measured: ${json}`);
}

/** A function as CreateFunction, GetFunction, ListFunctions and others show it. */
export function describeFunction(place: Place, { name, configuration, ...row }: FunctionRow): FunctionConfiguration {
  return {
    FunctionName: name,
    FunctionArn: functionArn(place, name),
    Runtime: configuration.runtime,
    Role: configuration.role,
    Handler: configuration.handler,
    CodeSize: row.codeSize,
    Description: configuration.description,
    Timeout: configuration.timeout,
    MemorySize: configuration.memorySize,
    LastModified: new Date(row.modified).toISOString().replace('Z', '+0000'),
    CodeSha256: row.codeSha256,
    Version: '$LATEST',
    ...(Object.keys(configuration.variables).length > 0 && { Environment: { Variables: configuration.variables } }),
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: row.revision,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: [configuration.architecture],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: configuration.logGroup },
  };
}
