import { page } from '../pages.ts';
import { describeTarget } from '../windows/describe.ts';
import { applyFilters, type FilterTable } from '../windows/filters.ts';
import { windowNamed } from '../windows/lookup.ts';
import { onWindow, windowOperation } from '../windows/operation.ts';
import { type WindowTarget, windowTargets } from '../windows/rows/registrations.ts';
import { pageSizes } from '../windows/sizes.ts';

const filters: FilterTable<WindowTarget> = {
  Type: ({ details }, value) => details.ResourceType === value,
  WindowTargetId: ({ id }, value) => id === value,
  OwnerInformation: ({ details }, value) => details.OwnerInformation === value,
};

/** The targets of a window, the oldest first. */
export const DescribeMaintenanceWindowTargets = windowOperation<'DescribeMaintenanceWindowTargets'>({
  accepts: ['WindowId', 'Filters', 'MaxResults', 'NextToken'],
  authorize: (input, context) => onWindow(context, 'DescribeMaintenanceWindowTargets', input),
  run({ WindowId, Filters, ...paging }, { db }) {
    const found = applyFilters(windowTargets.of(db, windowNamed(db, WindowId!).id), Filters, filters);
    const { items, NextToken } = page(found, paging, pageSizes.list);
    return { Targets: items.map(describeTarget), NextToken };
  },
});
