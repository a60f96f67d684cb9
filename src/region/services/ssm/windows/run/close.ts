/**
 * How an execution is brought to its end: at the cutoff, at the window's end, by a person.
 * Source: API Reference, "RegisterTaskWithMaintenanceWindow" (CutoffBehavior), "CancelMaintenanceWindowExecution".
 */
import { WireError } from '../../../../errors.ts';
import type { Context } from '../../../../service.ts';
import { type Execution, executions, type TaskExecution, taskExecutions } from '../rows/executions.ts';
import { invocations } from '../rows/invocations.ts';
import { executionOutcome, isOver, type Outcome } from '../rules/status.ts';
import { principalOf } from './principal.ts';
import {
  advance,
  detailsOf,
  endExecution,
  ended,
  endWaiting,
  saveExecution,
  saveInvocation,
  saveTask,
} from './progress.ts';
import { runners } from './runners/index.ts';

interface Payload {
  readonly executionId: string;
}

const notBegun: Outcome = {
  status: 'TIMED_OUT',
  details: 'Not begun: the maintenance window had reached its cutoff.',
};

const notEnded: Outcome = {
  status: 'TIMED_OUT',
  details: 'Not complete when the maintenance window ended. What was begun is no longer followed.',
};

/**
 * From the cutoff on no task is begun. One that runs goes on (CONTINUE_TASK), or begins no more invocations and has timed
 * out (CANCEL_TASK): then commands are cancelled, but functions and state machines that run already go on.
 */
export function cutOffWindow({ executionId }: Payload, context: Context): void {
  const execution = executions.find(context.db, executionId)!;
  endPendingTasks(context, execution, notBegun);
  for (const task of openTasks(context, execution))
    if (task.task.CutoffBehavior === 'CANCEL_TASK') cutOffTask(context, execution, task);
  advance(context, executionId);
}

function cutOffTask(context: Context, { windowId }: Execution, task: TaskExecution): void {
  saveTask(context, windowId, { ...task, cutOff: true });
  endWaiting(context, windowId, task, notBegun);
  const { cancel } = runners[task.task.TaskType];
  if (!cancel) return;
  for (const invocation of invocations.inStatus(context.db, task.id, 'IN_PROGRESS'))
    try {
      cancel(context, invocation, principalOf(context, task.task, invocation.id));
    } catch (error) {
      // A role that may send commands need not be allowed to cancel them: then the command goes on, and says why.
      if (!(error instanceof WireError)) throw error;
      const statusDetails = detailsOf(`Not cancelled at the cutoff: ${error.message}`);
      saveInvocation(context, windowId, task, { ...invocation, statusDetails });
    }
}

/** The window is over, and with it whatever it still waits for. */
export function closeWindow({ executionId }: Payload, context: Context): void {
  const execution = executions.find(context.db, executionId)!;
  for (const task of openTasks(context, execution)) {
    for (const invocation of invocations.of(context.db, task.id))
      if (!isOver(invocation.status))
        saveInvocation(context, execution.windowId, task, ended(context, invocation, notEnded));
    saveTask(context, execution.windowId, ended(context, task, notEnded));
  }
  const cancelled = execution.status === 'CANCELLING';
  endExecution(context, execution, cancelled ? executionOutcome([], execution.status) : notEnded);
}

/** "Cancels any tasks in the window that haven't already started running. Tasks already in progress will continue to completion." */
export function cancelExecution(context: Context, execution: Execution): void {
  if (isOver(execution.status)) return;
  saveExecution(context, { ...execution, status: 'CANCELLING' });
  const details = 'Not begun: the maintenance window execution was cancelled.';
  endPendingTasks(context, execution, { status: 'CANCELLED', details });
  advance(context, execution.id);
}

function endPendingTasks(context: Context, execution: Execution, outcome: Outcome): void {
  for (const task of openTasks(context, execution))
    if (task.status === 'PENDING') saveTask(context, execution.windowId, ended(context, task, outcome));
}

const openTasks = (context: Context, { id }: Execution): TaskExecution[] =>
  taskExecutions.of(context.db, id).filter(({ status }) => !isOver(status));
