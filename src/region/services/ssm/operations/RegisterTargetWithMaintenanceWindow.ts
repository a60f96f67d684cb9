import { resourceLimitExceeded } from '../windows/errors.ts';
import { madeBefore, requestOf } from '../windows/idempotency.ts';
import { windowNamed } from '../windows/lookup.ts';
import { onWindow, windowOperation } from '../windows/operation.ts';
import { type TargetDetails, windowTargets } from '../windows/rows/registrations.ts';
import { tellTarget } from '../windows/run/notices.ts';
import { checkTargets } from '../windows/targets.ts';

/** Source: "AWS Systems Manager endpoints and quotas", Targets per maintenance window. */
const mostTargets = 100;

export const RegisterTargetWithMaintenanceWindow = windowOperation<'RegisterTargetWithMaintenanceWindow'>({
  accepts: ['WindowId', 'ResourceType', 'Targets', 'OwnerInformation', 'Name', 'Description', 'ClientToken'],
  authorize: (input, context) => onWindow(context, 'RegisterTargetWithMaintenanceWindow', { WindowId: input.WindowId }),
  run(input, context) {
    const { db } = context;
    const { WindowId, ResourceType, Targets, ClientToken: _token, ...others } = input;
    const window = windowNamed(db, WindowId!);
    const made = requestOf(input);
    const before = madeBefore(db, 'ssm_window_targets', made);
    if (before !== undefined) return { WindowTargetId: before };
    const details: TargetDetails = { ...others, ResourceType: ResourceType!, Targets: Targets! };
    checkTargets(details.Targets, details.ResourceType);
    if (windowTargets.of(db, window.id).length >= mostTargets)
      throw resourceLimitExceeded(`A maintenance window can have a maximum of ${mostTargets} targets.`);
    const id = context.uuid();
    windowTargets.insert(db, { id, windowId: window.id, details }, made);
    tellTarget(context, window.id, id, 'REGISTERED');
    return { WindowTargetId: id };
  },
});
