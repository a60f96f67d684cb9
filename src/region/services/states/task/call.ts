import type { Json, TaskEffect } from '../../../../asl/index.ts';
import { WireError } from '../../../errors.ts';
import type { Context, Outside, Principal } from '../../../service.ts';
import { integrationFor } from './integrations/index.ts';
import { type ApiCall, operationOf, type ServiceIntegration, TaskFailure } from './integrations/integration.ts';
import { assumeRole, type TaskRole } from './role.ts';

/** A call that is ready to be made. */
export interface Prepared {
  call: ApiCall;
  principal: Principal;
  /** whether the operation has to wait, and so cannot be called within a transaction */
  waits: boolean;
}

/** What a task came to: its output and the answer that it was made from, or how it failed. */
export type Outcome = { output: Json; answer: unknown } | TaskFailure;

/** @throws TaskFailure when the task cannot be begun */
export function prepare(context: Context, task: TaskEffect, role: TaskRole): Prepared {
  const integration = integrationOf(task);
  return naming(integration, task, context, () => {
    const call = integration.request(task, context, role.origin);
    const principal = assumeRole(context, role, task.credentials);
    const { operation } = operationOf(context, call.service, call.operation) ?? {};
    return { call, principal, waits: operation !== undefined && operation.run === undefined };
  });
}

/** Makes a call within this transaction. */
export function callInside(context: Context, task: TaskEffect, role: TaskRole): Outcome {
  return outcomeOf(context, task, () => {
    const { call, principal } = prepare(context, task, role);
    return context.call(call.service, call.operation as never, call.input as never, principal);
  });
}

/** Makes a call that waits. @returns a function that gives the operation's answer, or throws its error */
export async function callOutside(outside: Outside, { call, principal }: Prepared): Promise<() => unknown> {
  try {
    const answer = await outside.call(call.service, call.operation as never, call.input as never, principal);
    return () => answer;
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return () => {
      throw error;
    };
  }
}

/** Makes a call, wherever that can be made. */
export async function performOnce(
  outside: Outside,
  caller: Principal,
  task: TaskEffect,
  role: TaskRole,
): Promise<Outcome> {
  const first = outside.transaction(caller, (context): Outcome | Prepared => {
    try {
      const prepared = prepare(context, task, role);
      return prepared.waits ? prepared : callInside(context, task, role);
    } catch (error) {
      if (error instanceof TaskFailure) return error;
      throw error;
    }
  });
  if (!('waits' in first)) return first;
  const answered = await callOutside(outside, first);
  return outside.transaction(caller, (context) => outcomeOf(context, task, answered));
}

/** Reads a call's answer as the task's integration does; expected failures are outcomes too. */
export function outcomeOf(context: Context, task: TaskEffect, answered: () => unknown): Outcome {
  try {
    const integration = integrationOf(task);
    return naming(integration, task, context, () => {
      const answer = answered();
      return { output: integration.output(task, answer, context), answer };
    });
  } catch (error) {
    if (error instanceof TaskFailure) return error;
    throw error;
  }
}

function integrationOf({ resource, integration }: TaskEffect): ServiceIntegration {
  const found = integrationFor(integration);
  if (found) return found;
  throw new TaskFailure('States.Runtime', `wakepatch's Region does not support the resource ${resource} of a task.`);
}

/** Errors of services get the names that tasks know them by. */
function naming<T>(integration: ServiceIntegration, task: TaskEffect, context: Context, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof WireError) throw integration.failure(error, task, context);
    throw error;
  }
}
