import { forgetTags } from '../tags/rows.ts';
import { windowNamed } from '../windows/lookup.ts';
import { onWindow, windowOperation } from '../windows/operation.ts';
import { deleteWindow } from '../windows/rows/windows.ts';

/** The targets and tasks of the window go with it; an execution that is in progress goes on. */
export const DeleteMaintenanceWindow = windowOperation<'DeleteMaintenanceWindow'>({
  accepts: ['WindowId'],
  authorize: (input, context) => onWindow(context, 'DeleteMaintenanceWindow', input),
  run({ WindowId }, context) {
    const { id } = windowNamed(context.db, WindowId!);
    context.cancelTimer({ service: 'ssm', name: 'openWindow', key: id });
    forgetTags(context.db, 'MaintenanceWindow', id);
    deleteWindow(context.db, id);
    return { WindowId: id };
  },
});
