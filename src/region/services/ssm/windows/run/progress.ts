/**
 * How an execution of a window goes on, in the transaction of whatever happened: the tasks whose turn it is are begun, as
 * many of their invocations as may run at once are begun, and what is over is written down.
 */
import { WireError } from '../../../../errors.ts';
import type { Context } from '../../../../service.ts';
import { type Execution, executions, type TaskExecution, taskExecutions } from '../rows/executions.ts';
import { type Invocation, invocations } from '../rows/invocations.ts';
import { mayStart, tooManyErrors } from '../rules/limits.ts';
import { dueTasks } from '../rules/priority.ts';
import type { PseudoValues } from '../rules/pseudo-parameters.ts';
import { executionOutcome, isOver, type Outcome, taskOutcome } from '../rules/status.ts';
import { tellExecution, tellInvocation, tellTaskExecution } from './notices.ts';
import { principalOf } from './principal.ts';
import { runners } from './runners/index.ts';
import { resolveTargets } from './targets.ts';

/** Lets an execution go on as far as it can now. */
export function advance(context: Context, executionId: string): void {
  for (;;) {
    const execution = executions.find(context.db, executionId)!;
    if (isOver(execution.status)) return;
    const tasks = taskExecutions.of(context.db, executionId);
    const due = dueTasks(tasks);
    if (due.length === 0) {
      const statuses = tasks.map(({ status }) => status);
      endExecution(context, execution, executionOutcome(statuses, execution.status));
      return;
    }
    const ended = due.filter((task) => advanceTask(context, execution, task));
    if (ended.length === 0) return;
  }
}

/** An invocation has ended; what is over already stays as it is. */
export function end(context: Context, invocationId: string, outcome: Outcome): void {
  const invocation = invocations.find(context.db, invocationId);
  if (!invocation || isOver(invocation.status)) return;
  const task = taskExecutions.find(context.db, invocation.taskExecutionId)!;
  const { windowId } = executions.find(context.db, task.executionId)!;
  saveInvocation(context, windowId, task, ended(context, invocation, outcome));
  advance(context, task.executionId);
}

export function endExecution(context: Context, execution: Execution, outcome: Outcome): void {
  for (const name of ['cutOffWindow', 'closeWindow']) context.cancelTimer({ service: 'ssm', name, key: execution.id });
  saveExecution(context, ended(context, execution, outcome));
}

export function saveExecution(context: Context, execution: Execution): void {
  executions.update(context.db, execution);
  tellExecution(context, execution);
}

export function saveTask(context: Context, windowId: string, task: TaskExecution): void {
  taskExecutions.update(context.db, task);
  tellTaskExecution(context, windowId, task);
}

export function saveInvocation(context: Context, windowId: string, task: TaskExecution, invocation: Invocation): void {
  invocations.update(context.db, invocation);
  tellInvocation(context, windowId, task, invocation);
}

/** Characters. Source: API Reference, `StatusDetails`. */
const longestDetails = 250;

export const detailsOf = (message: string): string => message.slice(0, longestDetails);

export const ended = <Row extends { status: Outcome['status']; statusDetails: string | null; endedAt: number | null }>(
  { now }: Context,
  row: Row,
  { status, details }: Outcome,
): Row => ({ ...row, status, statusDetails: details === undefined ? null : detailsOf(details), endedAt: now });

/** @returns whether the task is over */
function advanceTask(context: Context, execution: Execution, before: TaskExecution): boolean {
  const task = before.status === 'PENDING' ? beginTask(context, execution, before) : before;
  beginInvocations(context, execution, task);
  const counts = invocations.counts(context.db, task.id);
  if (counts.PENDING || counts.IN_PROGRESS) return false;
  saveTask(context, execution.windowId, ended(context, task, taskOutcome(counts, task.cutOff)));
  return true;
}

function beginTask(context: Context, { windowId }: Execution, pending: TaskExecution): TaskExecution {
  const task: TaskExecution = { ...pending, status: 'IN_PROGRESS', startedAt: context.now };
  saveTask(context, windowId, task);
  const whole = { resourceId: null, windowTargetId: null, ownerInformation: null, batch: 0 };
  for (const target of task.task.Targets.length === 0 ? [whole] : resolveTargets(context, windowId, task.task))
    invocations.insert(context.db, {
      id: context.uuid(),
      taskExecutionId: task.id,
      ...target,
      status: 'PENDING',
      statusDetails: null,
      startedAt: null,
      endedAt: null,
      followed: null,
      parameters: null,
    });
  return task;
}

/** Begins what may be begun, again and again while some end at once; too many errors cancel what still waits. */
function beginInvocations(context: Context, execution: Execution, task: TaskExecution): void {
  for (;;) {
    const counts = invocations.counts(context.db, task.id);
    if (counts.PENDING && task.task.Targets.length > 0 && tooManyErrors(counts, task.task)) {
      const details = `Not begun: more invocations failed than MaxErrors allows (${task.task.MaxErrors}).`;
      endWaiting(context, execution.windowId, task, { status: 'CANCELLED', details });
      return;
    }
    const next = invocations.waiting(context.db, task.id, mayStart(counts, task.task));
    if (next.length === 0) return;
    for (const invocation of next)
      saveInvocation(context, execution.windowId, task, beginInvocation(context, execution, task, invocation));
  }
}

/** Ends the invocations of a task that have not begun. */
export function endWaiting(context: Context, windowId: string, task: TaskExecution, outcome: Outcome): void {
  for (const invocation of invocations.inStatus(context.db, task.id, 'PENDING'))
    saveInvocation(context, windowId, task, ended(context, invocation, outcome));
}

function beginInvocation(
  context: Context,
  execution: Execution,
  { id: taskExecutionId, windowTaskId, task }: TaskExecution,
  waiting: Invocation,
): Invocation {
  const runner = runners[task.TaskType];
  const values: PseudoValues = {
    WINDOW_ID: execution.windowId,
    WINDOW_TASK_ID: windowTaskId,
    WINDOW_EXECUTION_ID: execution.id,
    TASK_EXECUTION_ID: taskExecutionId,
    INVOCATION_ID: waiting.id,
    TARGET_ID: waiting.resourceId ?? undefined,
    RESOURCE_ID: waiting.resourceId ?? undefined,
    TARGET_TYPE: waiting.resourceId === null ? undefined : 'INSTANCE',
    WINDOW_TARGET_ID: waiting.windowTargetId ?? undefined,
  };
  const request = runner.request(task, values);
  const begun: Invocation = {
    ...waiting,
    status: 'IN_PROGRESS',
    startedAt: context.now,
    parameters: JSON.stringify(request),
  };
  try {
    const { followed = null, outcome } = runner.begin(context, request, begun, principalOf(context, task, begun.id));
    return outcome ? ended(context, { ...begun, followed }, outcome) : { ...begun, followed };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return ended(context, begun, { status: 'FAILED', details: error.message });
  }
}
