import type { Integration, Json, TaskEffect } from '../../../../../asl/index.ts';
import type { ServiceName } from '../../../../api.ts';
import type { WireError } from '../../../../errors.ts';
import type { Context, Operation, Service } from '../../../../service.ts';

/** How a task failed, by the names that Retry and Catch know. */
export class TaskFailure extends Error {
  override readonly name = 'TaskFailure';
  readonly error: string;

  constructor(error: string, cause: string) {
    super(cause);
    this.error = error;
  }
}

/** States.Runtime: a task cannot be begun with these parameters. */
export function unusableParameters(parameters: Json, why: string): TaskFailure {
  return new TaskFailure(
    'States.Runtime',
    `The Parameters '${JSON.stringify(parameters)}' could not be used to start the Task: [${why}]`,
  );
}

/** What a task comes to: one call of an API. */
export interface ApiCall {
  service: ServiceName;
  operation: string;
  input: object;
}

/** A service that a Task state can call, and how Step Functions shows it there. */
export interface ServiceIntegration {
  /** Whether the Region has it. */
  supports(context: Context, integration: Integration): boolean;
  /**
   * @param origin ARNs of the execution and its state machine, where there are such
   * @throws TaskFailure
   */
  request(task: TaskEffect, context: Context, origin: readonly string[]): ApiCall;
  /**
   * The task's output, from the call's.
   * @param answer what the operation answered
   * @throws TaskFailure where the service says in its answer that it failed
   */
  // biome-ignore lint/suspicious/noExplicitAny: every operation has an output of its own
  output(task: TaskEffect, answer: any, context: Context): Json;
  /** The names that Step Functions gives to the errors of this service. */
  failure(error: WireError, task: TaskEffect, context: Context): TaskFailure;
}

/** What integrations with an ARN of their own show of the call itself. */
export function metadataOf(context: Context, status = 200): { [name: string]: Json } {
  return { SdkHttpMetadata: { HttpStatusCode: status }, SdkResponseMetadata: { RequestId: context.uuid() } };
}

/** The cause as the integrations of the SDK's first version word it: they are those with an ARN of their own. */
export function causeOf(service: string, error: WireError, context: Context): string {
  const details = [
    `Service: ${service}`,
    `Status Code: ${error.status}`,
    `Error Code: ${error.code}`,
    `Request ID: ${context.uuid()}`,
    'Proxy: null',
  ];
  return `${error.message} (${details.join('; ')})`;
}

/** An operation of a service of the Region, where it has it. */
export function operationOf(
  context: Context,
  service: string,
  name: string,
): { service: Service; operation: Operation } | undefined {
  const found = context.service(service);
  const operation = found?.operations[name];
  return found && operation && { service: found, operation };
}
