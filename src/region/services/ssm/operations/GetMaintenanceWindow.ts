import { describeWindow } from '../windows/describe.ts';
import { windowNamed } from '../windows/lookup.ts';
import { onWindow, windowOperation } from '../windows/operation.ts';

export const GetMaintenanceWindow = windowOperation<'GetMaintenanceWindow'>({
  accepts: ['WindowId'],
  authorize: (input, context) => onWindow(context, 'GetMaintenanceWindow', input),
  run({ WindowId }, { db, now }) {
    const window = windowNamed(db, WindowId!);
    return {
      ...describeWindow(window, now),
      CreatedDate: new Date(window.createdAt),
      ModifiedDate: new Date(window.modifiedAt),
    };
  },
});
