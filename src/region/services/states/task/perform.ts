/**
 * What becomes of a Task state's work outside the interpreter: the service it names is called as the state machine's role.
 *
 * An operation that runs in a transaction is called in the one that reports its answer, so it is done once, whenever the
 * Region may be killed. One that has to wait, as a Lambda function, is called outside of transactions, at least once.
 */
import type { StartExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { awaitsTask, type TaskEffect } from '../../../../asl/index.ts';
import type { Commit, Context, Outside } from '../../../service.ts';
import { servicePrincipal } from '../../../service.ts';
import { scheduleActivityTask } from '../activities/queue.ts';
import { advance, compiledExecution } from '../execution/advance.ts';
import { loadSnapshot } from '../execution/snapshots.ts';
import { type ExecutionRow, executions } from '../rows/executions.ts';
import { callInside, callOutside, type Outcome, outcomeOf, type Prepared, prepare } from './call.ts';
import { followChild } from './follow.ts';
import { TaskFailure } from './integrations/integration.ts';
import type { TaskRole } from './role.ts';

export interface TaskPayload {
  /** ARN */
  execution: string;
  task: TaskEffect;
}

const states = servicePrincipal('states.amazonaws.com');

export async function performTask({ execution, task }: TaskPayload, outside: Outside): Promise<Commit> {
  const awaited = (context: Context, work: (row: ExecutionRow) => void) => {
    const row = executions.find(context.db, execution);
    if (row?.status === 'RUNNING' && awaitsTask(loadSnapshot(context.db, row), task.id)) work(row);
  };
  if (task.integration.events === 'Activity')
    return (context) => awaited(context, (row) => scheduleActivityTask(context, row, task));

  let waits: Prepared | undefined;
  outside.transaction(states, (context) =>
    awaited(context, (row) => {
      waits = prepareToWait(context, row, task);
    }),
  );
  const answered = waits && (await callOutside(outside, waits));
  return (context) =>
    awaited(context, (row) =>
      report(
        context,
        row,
        task,
        answered ? outcomeOf(context, task, answered) : callInside(context, task, roleOf(context, row)),
      ),
    );
}

/** A call that has to wait is said to be under way. @returns undefined for one that has not, or cannot be made */
function prepareToWait(context: Context, row: ExecutionRow, task: TaskEffect): Prepared | undefined {
  try {
    const prepared = prepare(context, task, roleOf(context, row));
    if (!prepared.waits) return undefined;
    advance(context, row.arn, { type: 'task', id: task.id, kind: 'started' });
    return prepared;
  } catch (error) {
    if (error instanceof TaskFailure) return undefined;
    throw error;
  }
}

function roleOf(context: Context, row: ExecutionRow): TaskRole {
  return {
    roleArn: compiledExecution(context, row).roleArn,
    session: row.name,
    origin: [row.arn, row.machineArn],
  };
}

/** A task that waits for more than the answer (`.sync`, `.waitForTaskToken`) was only submitted by its call. */
function report(context: Context, { arn }: ExecutionRow, task: TaskEffect, outcome: Outcome): void {
  const { pattern, syncVersion = 1 } = task.integration;
  const started = { type: 'task', id: task.id, kind: 'started' } as const;
  const submits = pattern !== 'requestResponse';
  if (outcome instanceof TaskFailure) {
    const kind = submits ? 'submitFailed' : 'failed';
    advance(context, arn, started, { ...started, kind, error: outcome.error, cause: outcome.message });
    return;
  }
  advance(context, arn, started, { ...started, kind: submits ? 'submitted' : 'succeeded', output: outcome.output });
  const { executionArn } = outcome.answer as StartExecutionCommandOutput;
  if (pattern === 'sync' && executionArn) followChild(context, arn, task.id, executionArn, syncVersion);
}
