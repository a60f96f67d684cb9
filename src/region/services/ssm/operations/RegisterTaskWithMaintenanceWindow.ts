import { resourceLimitExceeded } from '../windows/errors.ts';
import { madeBefore, requestOf } from '../windows/idempotency.ts';
import { windowNamed } from '../windows/lookup.ts';
import { onWindow, passRole, windowOperation } from '../windows/operation.ts';
import { type TaskDetails, windowTasks } from '../windows/rows/registrations.ts';
import { tellTask } from '../windows/run/notices.ts';
import { checkTask, invocationMembers, keepParameters, limitsOf, supportedType } from '../windows/tasks.ts';

/** Source: "AWS Systems Manager endpoints and quotas", Tasks per maintenance window. */
const mostTasks = 20;

/** Source: Systems Manager API Reference, "RegisterTaskWithMaintenanceWindow". */
export const RegisterTaskWithMaintenanceWindow = windowOperation<'RegisterTaskWithMaintenanceWindow'>({
  accepts: [
    'WindowId',
    'Targets',
    'TaskArn',
    'ServiceRoleArn',
    'TaskType',
    ...invocationMembers,
    'Priority',
    'MaxConcurrency',
    'MaxErrors',
    'Name',
    'Description',
    'ClientToken',
    'CutoffBehavior',
  ],
  authorize: ({ WindowId, ServiceRoleArn }, context) => [
    ...onWindow(context, 'RegisterTaskWithMaintenanceWindow', { WindowId }),
    ...passRole(ServiceRoleArn),
  ],
  run(input, context) {
    const { db } = context;
    const window = windowNamed(db, input.WindowId!);
    const made = requestOf(input);
    const before = madeBefore(db, 'ssm_window_tasks', made);
    if (before !== undefined) return { WindowTaskId: before };
    const { WindowId: _window, ClientToken: _token, Targets = [], ...others } = input;
    const details: TaskDetails = {
      ...others,
      ...limitsOf(Targets, input),
      Targets,
      TaskArn: input.TaskArn!,
      TaskType: supportedType(input.TaskType!),
      TaskInvocationParameters: keepParameters(input.TaskInvocationParameters),
      Priority: input.Priority ?? 0,
    };
    checkTask(db, window, details);
    if (windowTasks.of(db, window.id).length >= mostTasks)
      throw resourceLimitExceeded(`A maintenance window can have a maximum of ${mostTasks} tasks.`);
    const id = context.uuid();
    windowTasks.insert(db, { id, windowId: window.id, details }, made);
    tellTask(context, window.id, id, 'REGISTERED');
    return { WindowTaskId: id };
  },
});
