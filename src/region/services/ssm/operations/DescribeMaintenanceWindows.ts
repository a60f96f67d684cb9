import { page } from '../pages.ts';
import { describeWindow } from '../windows/describe.ts';
import { applyFilters, type FilterTable } from '../windows/filters.ts';
import { windowOperation } from '../windows/operation.ts';
import { allWindows, type Window } from '../windows/rows/windows.ts';
import { pageSizes } from '../windows/sizes.ts';

const filters: FilterTable<Window> = {
  Name: ({ details }, value) => details.Name === value,
  Enabled: ({ enabled }, value) => String(enabled) === value.toLowerCase(),
};

/** The windows, the oldest first. */
export const DescribeMaintenanceWindows = windowOperation<'DescribeMaintenanceWindows'>({
  accepts: ['Filters', 'MaxResults', 'NextToken'],
  run({ Filters, ...paging }, { db, now }) {
    const { items, NextToken } = page(applyFilters(allWindows(db), Filters, filters), paging, pageSizes.list);
    const WindowIdentities = items.map((window) => {
      const { AllowUnassociatedTargets: _allow, ...identity } = describeWindow(window, now);
      return identity;
    });
    return { WindowIdentities, NextToken };
  },
});
