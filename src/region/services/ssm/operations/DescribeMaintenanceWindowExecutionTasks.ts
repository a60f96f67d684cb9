import { page } from '../pages.ts';
import { describeTaskExecution } from '../windows/describe.ts';
import { applyFilters, type FilterTable } from '../windows/filters.ts';
import { executionNamed } from '../windows/lookup.ts';
import { windowOperation } from '../windows/operation.ts';
import { type TaskExecution, taskExecutions } from '../windows/rows/executions.ts';
import { pageSizes } from '../windows/sizes.ts';

const filters: FilterTable<TaskExecution> = { STATUS: ({ status }, value) => status === value };

/** The tasks of an execution, in the order of their priorities. */
export const DescribeMaintenanceWindowExecutionTasks = windowOperation<'DescribeMaintenanceWindowExecutionTasks'>({
  accepts: ['WindowExecutionId', 'Filters', 'MaxResults', 'NextToken'],
  run({ WindowExecutionId, Filters, ...paging }, { db }) {
    const found = applyFilters(taskExecutions.of(db, executionNamed(db, WindowExecutionId!).id), Filters, filters);
    const { items, NextToken } = page(found, paging, pageSizes.list);
    const WindowExecutionTaskIdentities = items.map((each) => ({
      ...describeTaskExecution(each),
      TaskType: each.task.TaskType,
    }));
    return { WindowExecutionTaskIdentities, NextToken };
  },
});
