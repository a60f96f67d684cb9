import { targetInUse } from '../windows/errors.ts';
import { targetNamed } from '../windows/lookup.ts';
import { onWindow, windowOperation } from '../windows/operation.ts';
import { windowTargets, windowTasks } from '../windows/rows/registrations.ts';
import { tellTarget } from '../windows/run/notices.ts';

/** With Safe, a target that a task of the window refers to stays. */
export const DeregisterTargetFromMaintenanceWindow = windowOperation<'DeregisterTargetFromMaintenanceWindow'>({
  accepts: ['WindowId', 'WindowTargetId', 'Safe'],
  authorize: ({ WindowId }, context) => onWindow(context, 'DeregisterTargetFromMaintenanceWindow', { WindowId }),
  run({ WindowId, WindowTargetId, Safe }, context) {
    const { id, windowId } = targetNamed(context.db, WindowId!, WindowTargetId!);
    const referred = windowTasks
      .of(context.db, windowId)
      .some(({ details }) => details.Targets.some(({ Values }) => Values?.includes(id)));
    if (Safe && referred) throw targetInUse(id);
    windowTargets.delete(context.db, id);
    tellTarget(context, windowId, id, 'DEREGISTERED');
    return { WindowId: windowId, WindowTargetId: id };
  },
});
