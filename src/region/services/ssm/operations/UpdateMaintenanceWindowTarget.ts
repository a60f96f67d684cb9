import { describeTarget } from '../windows/describe.ts';
import { targetNamed } from '../windows/lookup.ts';
import { onWindow, windowOperation } from '../windows/operation.ts';
import { windowTargets } from '../windows/rows/registrations.ts';
import { tellTarget } from '../windows/run/notices.ts';
import { checkTargets } from '../windows/targets.ts';
import { merge } from '../windows/update.ts';

export const UpdateMaintenanceWindowTarget = windowOperation<'UpdateMaintenanceWindowTarget'>({
  accepts: ['WindowId', 'WindowTargetId', 'Targets', 'OwnerInformation', 'Name', 'Description', 'Replace'],
  authorize: (input, context) => onWindow(context, 'UpdateMaintenanceWindowTarget', input),
  run({ WindowId, WindowTargetId, Replace, ...given }, context) {
    const before = targetNamed(context.db, WindowId!, WindowTargetId!);
    const { ResourceType, ...changeable } = before.details;
    const changed = merge(changeable, given, { replace: Replace, required: ['Targets'] });
    checkTargets(changed.Targets, ResourceType);
    const target = { ...before, details: { ...changed, ResourceType } };
    windowTargets.update(context.db, target);
    tellTarget(context, before.windowId, before.id, 'UPDATED');
    const { ResourceType: _type, ...answer } = describeTarget(target);
    return answer;
  },
});
