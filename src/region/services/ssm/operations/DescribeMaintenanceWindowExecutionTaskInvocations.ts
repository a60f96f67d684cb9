import { page } from '../pages.ts';
import { describeInvocation } from '../windows/describe.ts';
import { applyFilters, type FilterTable } from '../windows/filters.ts';
import { taskExecutionNamed } from '../windows/lookup.ts';
import { windowOperation } from '../windows/operation.ts';
import { type Invocation, invocations } from '../windows/rows/invocations.ts';
import { pageSizes } from '../windows/sizes.ts';

const filters: FilterTable<Invocation> = { STATUS: ({ status }, value) => status === value };

/** The invocations of a task, in the order in which they are begun. */
export const DescribeMaintenanceWindowExecutionTaskInvocations =
  windowOperation<'DescribeMaintenanceWindowExecutionTaskInvocations'>({
    accepts: ['WindowExecutionId', 'TaskId', 'Filters', 'MaxResults', 'NextToken'],
    run({ WindowExecutionId, TaskId, Filters, ...paging }, { db }) {
      const task = taskExecutionNamed(db, WindowExecutionId!, TaskId!);
      const found = applyFilters(invocations.of(db, task.id), Filters, filters);
      const { items, NextToken } = page(found, paging, pageSizes.list);
      return {
        WindowExecutionTaskInvocationIdentities: items.map((invocation) => describeInvocation(invocation, task)),
        NextToken,
      };
    },
  });
