import { describeTask } from '../windows/describe.ts';
import { taskNamed } from '../windows/lookup.ts';
import { onWindow, windowOperation } from '../windows/operation.ts';

export const GetMaintenanceWindowTask = windowOperation<'GetMaintenanceWindowTask'>({
  accepts: ['WindowId', 'WindowTaskId'],
  authorize: (input, context) => onWindow(context, 'GetMaintenanceWindowTask', input),
  run: ({ WindowId, WindowTaskId }, context) => describeTask(taskNamed(context.db, WindowId!, WindowTaskId!), context),
});
