import type { StaticOperationSchema } from '@smithy/types';
import type { TaskEffect } from '../../../../../asl/index.ts';
import type { ServiceName } from '../../../../api.ts';
import type { WireError } from '../../../../errors.ts';
import type { Context } from '../../../../service.ts';
import { structureOf } from '../../../../wire/structure.ts';
import { errorShape } from './error-shape.ts';
import { operationOf, type ServiceIntegration, TaskFailure } from './integration.ts';
import { readInput, showOutput } from './sdk-json.ts';

/** Services by their names in a Resource: the Region's own name, and the name in errors, which is that of the SDK for Java. */
const sdkServices: Readonly<Record<string, { service: ServiceName; name: string }>> = {
  cloudformation: { service: 'cloudformation', name: 'CloudFormation' },
  cloudwatchlogs: { service: 'logs', name: 'CloudWatchLogs' },
  ec2: { service: 'ec2', name: 'Ec2' },
  eventbridge: { service: 'events', name: 'EventBridge' },
  iam: { service: 'iam', name: 'Iam' },
  lambda: { service: 'lambda', name: 'Lambda' },
  resourcegroups: { service: 'resource-groups', name: 'ResourceGroups' },
  s3: { service: 's3', name: 'S3' },
  sfn: { service: 'states', name: 'Sfn' },
  sns: { service: 'sns', name: 'Sns' },
  ssm: { service: 'ssm', name: 'Ssm' },
  sts: { service: 'sts', name: 'Sts' },
};

/**
 * `arn:aws:states:::aws-sdk:<service>:<operation>`: any operation that the Region has, driven by its official model.
 * Source: Step Functions Developer Guide, "Learning to use AWS service SDK integrations in Step Functions".
 */
export const awsSdk: ServiceIntegration = {
  supports: (context, { service, operation }) => find(context, service, operation) !== undefined,

  request(task, context) {
    const { service, name, schema, accepts } = modelOf(task, context);
    return { service, operation: name, input: readInput(schema, accepts, task.arguments) };
  },

  output(task, answer, context) {
    return showOutput(structureOf(modelOf(task, context).schema[5]), answer ?? {});
  },

  /**
   * "Service name and error name are in Pascal case", with the suffix Exception even where the service has none. What a
   * service's model does not name is the service's own exception: always, for Amazon EC2.
   */
  failure(error, { integration }, context) {
    const { service, name } = sdkServices[integration.service]!;
    const shape = errorShape(context.service(service)?.model ?? {}, error.code) ?? name;
    return new TaskFailure(
      `${name}.${shape.replace(/Exception$/, '')}Exception`,
      `${error.message} (${circumstances(name, error, context)})`,
    );
  },
};

/** Services whose answers have a second id, for those who look into the service itself. */
const withExtendedId = ['S3'];

function circumstances(name: string, { status }: WireError, context: Context): string {
  const told = [`Service: ${name}`, `Status Code: ${status}`, `Request ID: ${context.uuid()}`];
  if (withExtendedId.includes(name)) told.push(`Extended Request ID: ${context.uuid()}`);
  return told.join(', ');
}

function find(context: Context, sdkService: string, action: string) {
  const known = sdkServices[sdkService];
  if (!known) return undefined;
  const name = operationName(action);
  const found = operationOf(context, known.service, name);
  return found && { ...found, name };
}

/** The official model of an operation, by the names in a Resource; undefined for a service that the Region has not. */
export function schemaOf(context: Context, sdkService: string, action: string): StaticOperationSchema | undefined {
  const service = context.service(sdkServices[sdkService]?.service ?? '');
  return service && schemaIn(service.model, operationName(action));
}

/** The client's module exports schemas as `<Name>$`. */
function schemaIn(model: object, name: string): StaticOperationSchema {
  return (model as Record<string, unknown>)[`${name}$`] as StaticOperationSchema;
}

const operationName = (action: string): string => `${action[0]?.toUpperCase()}${action.slice(1)}`;

/** What is known of the operation that a task calls. @throws TaskFailure when the Region does not have it */
function modelOf({ resource, integration }: TaskEffect, context: Context) {
  const found = find(context, integration.service, integration.operation);
  if (!found)
    throw new TaskFailure('States.Runtime', `wakepatch's Region does not support the resource ${resource} of a task.`);
  const { service, operation, name } = found;
  return { service: service.name, name, schema: schemaIn(service.model, name), accepts: operation.accepts };
}
