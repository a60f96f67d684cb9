/**
 * What becomes of a Task state's work outside the interpreter: the service it names is called as the state machine's role.
 */
import type { Json, TaskEffect } from '../../../asl/index.ts';
import { WireError } from '../../errors.ts';
import type { Commit, Outside, Principal } from '../../service.ts';
import { servicePrincipal } from '../../service.ts';
import { advance, followChild } from './execution.ts';
import { integrations } from './integrations/index.ts';
import { executions } from './rows.ts';

export interface TaskPayload {
  /** ARN */
  execution: string;
  task: TaskEffect;
}

/**
 * What a call came to. A task that waits for more (`.sync`, `.waitForTaskToken`) was only submitted by it; `follows` is the
 * ARN of the execution for whose end it then waits.
 */
export type Answer = { output: Json; follows?: string } | { error: string; cause: string };

/** Calls one service for a task. @throws WireError, which becomes the task's failure */
export type CallService = (task: TaskEffect, outside: Outside, principal: Principal) => Promise<Answer>;

const states = servicePrincipal('states.amazonaws.com');

/** Performs a task: says that it is under way, calls, and reports. */
export async function performTask({ execution, task }: TaskPayload, outside: Outside): Promise<Commit> {
  const begun = outside.transaction(states, (context) => {
    const row = executions.find(context.db, execution);
    if (row?.status !== 'RUNNING') return undefined;
    advance(context, execution, { type: 'task', id: task.id, kind: 'started' });
    return { roleArn: task.credentials?.RoleArn ?? row.roleArn, session: row.name.slice(0, 64) };
  });
  if (!begun) return () => {};
  const answer = await callService(task, outside, begun);
  return (context) => {
    const waits = task.integration.pattern !== 'requestResponse';
    if ('output' in answer) {
      const kind = waits ? 'submitted' : 'succeeded';
      advance(context, execution, { type: 'task', id: task.id, kind, output: answer.output });
      if (answer.follows) followChild(context, execution, task.id, answer.follows);
    } else
      advance(context, execution, { type: 'task', id: task.id, kind: waits ? 'submitFailed' : 'failed', ...answer });
  };
}

async function callService(
  task: TaskEffect,
  outside: Outside,
  role: { roleArn: string; session: string },
): Promise<Answer> {
  const { service } = task.integration;
  const integration = integrations[service];
  if (!integration)
    return {
      error: 'States.Runtime',
      cause: `wakepatch's Region does not support the resource ${task.resource} of a Task state.`,
    };
  try {
    const principal = outside.transaction(states, (context) =>
      context.assume(role.roleArn, 'states.amazonaws.com', role.session),
    );
    return await integration.call(task, outside, principal);
  } catch (error) {
    if (error instanceof WireError) return integration.failure(error);
    throw error;
  }
}
