import { describeWindow } from '../windows/describe.ts';
import { checkDetails, detailMembers } from '../windows/details.ts';
import { windowNamed } from '../windows/lookup.ts';
import { onWindow, windowOperation } from '../windows/operation.ts';
import { updateWindow, type Window, type WindowDetails } from '../windows/rows/windows.ts';
import { tellWindowState } from '../windows/run/notices.ts';
import { keepOpening } from '../windows/run/open.ts';
import { merge } from '../windows/update.ts';

/**
 * Source: Systems Manager API Reference, "UpdateMaintenanceWindow". Whether a window is enabled is said by Enabled alone, also
 * with Replace. One that is enabled again begins anew: its rate counts from now.
 */
export const UpdateMaintenanceWindow = windowOperation<'UpdateMaintenanceWindow'>({
  accepts: ['WindowId', ...detailMembers, 'Enabled', 'Replace'],
  authorize: (input, context) => onWindow(context, 'UpdateMaintenanceWindow', input),
  run({ WindowId, Enabled, Replace, ...given }, context) {
    const before = windowNamed(context.db, WindowId!);
    const details: WindowDetails = merge(before.details, given, {
      replace: Replace,
      required: ['Name', 'Schedule', 'Duration', 'Cutoff', 'AllowUnassociatedTargets'],
    });
    checkDetails(details);

    const enabled = Enabled ?? before.enabled;
    const again = enabled && !before.enabled;
    const anchor = again ? context.now : before.anchor;
    const window: Window = { ...before, enabled, anchor, details, modifiedAt: context.now };
    updateWindow(context.db, window);
    if (enabled !== before.enabled) tellWindowState(context, window.id, enabled);
    keepOpening(context, window, again ? context.now - 1 : context.now);
    const { NextExecutionTime: _next, ...answer } = describeWindow(window, context.now);
    return answer;
  },
});
