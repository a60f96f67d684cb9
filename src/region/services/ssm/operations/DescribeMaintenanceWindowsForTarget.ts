import { page } from '../pages.ts';
import { windowsOf } from '../windows/membership.ts';
import { windowOperation } from '../windows/operation.ts';
import { allWindows } from '../windows/rows/windows.ts';
import { pageSizes } from '../windows/sizes.ts';

/** The windows that a target belongs to, the oldest first. */
export const DescribeMaintenanceWindowsForTarget = windowOperation<'DescribeMaintenanceWindowsForTarget'>({
  accepts: ['Targets', 'ResourceType', 'MaxResults', 'NextToken'],
  run({ Targets, ResourceType, ...paging }, context) {
    const found = allWindows(context.db).filter(windowsOf(context, Targets!, ResourceType!));
    const { items, NextToken } = page(found, paging, pageSizes.search);
    return { WindowIdentities: items.map(({ id, details }) => ({ WindowId: id, Name: details.Name })), NextToken };
  },
});
