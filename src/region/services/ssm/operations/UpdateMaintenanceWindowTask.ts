import { describeTask } from '../windows/describe.ts';
import { taskNamed, windowNamed } from '../windows/lookup.ts';
import { onWindow, passRole, windowOperation } from '../windows/operation.ts';
import { type TaskDetails, windowTasks } from '../windows/rows/registrations.ts';
import { tellTask } from '../windows/run/notices.ts';
import { checkTask, invocationMembers, keepParameters, limitsOf } from '../windows/tasks.ts';
import { merge } from '../windows/update.ts';

/** Source: Systems Manager API Reference, "UpdateMaintenanceWindowTask". An execution in progress keeps the task that it began with. */
export const UpdateMaintenanceWindowTask = windowOperation<'UpdateMaintenanceWindowTask'>({
  accepts: [
    'WindowId',
    'WindowTaskId',
    'Targets',
    'TaskArn',
    'ServiceRoleArn',
    ...invocationMembers,
    'Priority',
    'MaxConcurrency',
    'MaxErrors',
    'Name',
    'Description',
    'CutoffBehavior',
    'Replace',
  ],
  authorize: ({ WindowId, WindowTaskId, ServiceRoleArn }, context) => [
    ...onWindow(context, 'UpdateMaintenanceWindowTask', { WindowId, WindowTaskId }),
    ...passRole(ServiceRoleArn),
  ],
  run({ WindowId, WindowTaskId, Replace, ...given }, context) {
    const before = taskNamed(context.db, WindowId!, WindowTaskId!);
    const { TaskType, ...changeable } = before.details;
    const TaskInvocationParameters = keepParameters(given.TaskInvocationParameters);
    const merged = merge<Omit<TaskDetails, 'TaskType'>>(
      changeable,
      { ...given, TaskInvocationParameters },
      { replace: Replace, required: ['TaskArn'] },
    );
    const { Targets = [], Priority = 0 } = merged as Partial<TaskDetails>;
    const limits = Targets.length === 0 ? limitsOf(Targets, given) : limitsOf(Targets, merged);
    const details: TaskDetails = { ...merged, ...limits, Targets, Priority, TaskType };
    checkTask(context.db, windowNamed(context.db, before.windowId), details);
    const task = { ...before, details };
    windowTasks.update(context.db, task);
    tellTask(context, before.windowId, before.id, 'UPDATED');
    const { TaskType: _type, ...answer } = describeTask(task, context);
    return answer;
  },
});
