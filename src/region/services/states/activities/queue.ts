import type { TaskEffect } from '../../../../asl/index.ts';
import type { Context } from '../../../service.ts';
import { advance } from '../execution/advance.ts';
import { activities, activityTasks } from '../rows/activities.ts';
import { type ExecutionRow, executions } from '../rows/executions.ts';

/** Workers that poll for tasks of an activity wait for this. */
export const tasksOf = (activityArn: string): string => `states/activity/${activityArn}`;

/** A task waits in its activity's queue until a worker takes it. */
export function scheduleActivityTask(context: Context, row: ExecutionRow, task: TaskEffect): void {
  const { resource: activityArn, id, taskToken = '' } = task;
  if (!activities.find(context.db, activityArn)) {
    const failure = { error: 'ActivityDoesNotExist', cause: `Activity Does Not Exist: '${activityArn}'` };
    advance(context, row.arn, { type: 'task', id, kind: 'scheduleFailed', ...failure });
    return;
  }
  const input = JSON.stringify(task.arguments);
  activityTasks.insert(context.db, row.sequence, { activityArn, task: id, token: taskToken, input });
  context.announce(tasksOf(activityArn));
}

/** A worker takes the task that has waited longest. */
export function takeActivityTask(
  context: Context,
  activityArn: string,
  workerName: string | undefined,
): { taskToken: string; input: string } | undefined {
  for (
    let next = activityTasks.take(context.db, activityArn);
    next;
    next = activityTasks.take(context.db, activityArn)
  ) {
    const { executionArn, task, token, input } = next;
    if (executions.find(context.db, executionArn)?.status !== 'RUNNING') continue;
    advance(context, executionArn, { type: 'task', id: task, kind: 'started', ...(workerName && { workerName }) });
    return { taskToken: token, input };
  }
  return undefined;
}
