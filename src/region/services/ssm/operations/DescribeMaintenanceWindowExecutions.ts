import { page } from '../pages.ts';
import { describeExecution } from '../windows/describe.ts';
import { applyFilters, type FilterTable, instantOf } from '../windows/filters.ts';
import { windowNamed } from '../windows/lookup.ts';
import { onWindow, windowOperation } from '../windows/operation.ts';
import { type Execution, executions } from '../windows/rows/executions.ts';
import { pageSizes } from '../windows/sizes.ts';

const filters: FilterTable<Execution> = {
  ExecutedBefore: ({ startedAt }, value) => startedAt < instantOf(value, 'ExecutedBefore'),
  ExecutedAfter: ({ startedAt }, value) => startedAt > instantOf(value, 'ExecutedAfter'),
};

/** What came of the openings of a window, the latest first. */
export const DescribeMaintenanceWindowExecutions = windowOperation<'DescribeMaintenanceWindowExecutions'>({
  accepts: ['WindowId', 'Filters', 'MaxResults', 'NextToken'],
  authorize: (input, context) => onWindow(context, 'DescribeMaintenanceWindowExecutions', input),
  run({ WindowId, Filters, ...paging }, { db }) {
    const found = applyFilters(executions.of(db, windowNamed(db, WindowId!).id), Filters, filters);
    const { items, NextToken } = page(found, paging, pageSizes.list);
    return { WindowExecutions: items.map(describeExecution), NextToken };
  },
});
