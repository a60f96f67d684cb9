/**
 * What Systems Manager tells EventBridge of maintenance windows.
 * Source: User Guide, "Amazon EventBridge event examples for Systems Manager".
 */
import type { Context } from '../../../../service.ts';
import type { Execution, TaskExecution } from '../rows/executions.ts';
import type { Invocation } from '../rows/invocations.ts';

function publish(context: Context, detailType: string, detail: Readonly<Record<string, unknown>>): void {
  context.publish({ source: 'aws.ssm', detailType: `Maintenance Window ${detailType}`, detail });
}

export function tellWindowState(context: Context, windowId: string, enabled: boolean): void {
  publish(context, 'State-change Notification', { 'window-id': windowId, status: enabled ? 'ENABLED' : 'DISABLED' });
}

type Registered = 'REGISTERED' | 'UPDATED' | 'DEREGISTERED';

export function tellTarget(context: Context, windowId: string, windowTargetId: string, status: Registered): void {
  const detail = { 'window-id': windowId, 'window-target-id': windowTargetId, status };
  publish(context, 'Target Registration Notification', detail);
}

export function tellTask(context: Context, windowId: string, windowTaskId: string, status: Registered): void {
  const detail = { 'window-id': windowId, 'window-task-id': windowTaskId, status };
  publish(context, 'Task Registration Notification', detail);
}

export function tellExecution(context: Context, execution: Execution): void {
  publish(context, 'Execution State-change Notification', {
    'window-id': execution.windowId,
    'window-execution-id': execution.id,
    ...timesOf(execution),
    status: execution.status,
  });
}

export function tellTaskExecution(context: Context, windowId: string, task: TaskExecution): void {
  publish(context, 'Task Execution State-change Notification', {
    'window-id': windowId,
    'window-execution-id': task.executionId,
    'task-execution-id': task.id,
    ...timesOf(task),
    status: task.status,
  });
}

export function tellInvocation(context: Context, windowId: string, task: TaskExecution, invocation: Invocation): void {
  publish(context, 'Task Target Invocation State-change Notification', {
    'window-id': windowId,
    'window-execution-id': task.executionId,
    'task-execution-id': task.id,
    'window-target-id': invocation.windowTargetId ?? undefined,
    ...timesOf(invocation),
    status: invocation.status,
    'owner-information': invocation.ownerInformation ?? undefined,
  });
}

const timesOf = ({ startedAt, endedAt }: { startedAt: number | null; endedAt: number | null }) => ({
  'start-time': startedAt === null ? undefined : new Date(startedAt).toISOString(),
  'end-time': endedAt === null ? undefined : new Date(endedAt).toISOString(),
});
