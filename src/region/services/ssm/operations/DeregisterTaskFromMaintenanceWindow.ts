import { taskNamed } from '../windows/lookup.ts';
import { onWindow, windowOperation } from '../windows/operation.ts';
import { windowTasks } from '../windows/rows/registrations.ts';
import { tellTask } from '../windows/run/notices.ts';

/** An execution in progress goes on with the task. */
export const DeregisterTaskFromMaintenanceWindow = windowOperation<'DeregisterTaskFromMaintenanceWindow'>({
  accepts: ['WindowId', 'WindowTaskId'],
  authorize: ({ WindowId }, context) => onWindow(context, 'DeregisterTaskFromMaintenanceWindow', { WindowId }),
  run({ WindowId, WindowTaskId }, context) {
    const { id, windowId } = taskNamed(context.db, WindowId!, WindowTaskId!);
    windowTasks.delete(context.db, id);
    tellTask(context, windowId, id, 'DEREGISTERED');
    return { WindowId: windowId, WindowTaskId: id };
  },
});
