import { addTags } from '../tags/rows.ts';
import { checkDetails, detailMembers } from '../windows/details.ts';
import { resourceLimitExceeded } from '../windows/errors.ts';
import { madeBefore, requestOf } from '../windows/idempotency.ts';
import { windowOperation } from '../windows/operation.ts';
import { allWindows, findWindow, insertWindow, type WindowDetails } from '../windows/rows/windows.ts';
import { keepOpening } from '../windows/run/open.ts';

/** Source: "AWS Systems Manager endpoints and quotas", Maintenance windows per AWS account. */
const mostWindows = 50;

/** Source: Systems Manager API Reference, "CreateMaintenanceWindow". */
export const CreateMaintenanceWindow = windowOperation<'CreateMaintenanceWindow'>({
  accepts: [...detailMembers, 'ClientToken', 'Tags'],
  authorize: ({ Tags = [] }) => [
    {
      action: 'ssm:CreateMaintenanceWindow',
      resource: '*',
      conditions: Object.fromEntries(Tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
    },
  ],
  run(input, context) {
    const { db, now } = context;
    const made = requestOf(input);
    const before = madeBefore(db, 'ssm_windows', made);
    if (before !== undefined) return { WindowId: before };
    const { ClientToken: _token, Tags = [], ...given } = input;
    const details = given as WindowDetails;
    checkDetails(details);
    if (allWindows(db).length >= mostWindows)
      throw resourceLimitExceeded(`An account can have a maximum of ${mostWindows} maintenance windows.`);

    const id = `mw-${context.hex(17)}`;
    insertWindow(db, { id, enabled: true, createdAt: now, modifiedAt: now, anchor: now, details }, made);
    addTags(db, 'MaintenanceWindow', id, Tags);
    keepOpening(context, findWindow(db, id)!, now - 1);
    return { WindowId: id };
  },
});
