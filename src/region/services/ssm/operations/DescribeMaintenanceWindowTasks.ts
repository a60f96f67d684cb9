import { page } from '../pages.ts';
import { describeTask } from '../windows/describe.ts';
import { applyFilters, type FilterTable } from '../windows/filters.ts';
import { windowNamed } from '../windows/lookup.ts';
import { onWindow, windowOperation } from '../windows/operation.ts';
import { type WindowTask, windowTasks } from '../windows/rows/registrations.ts';
import { pageSizes } from '../windows/sizes.ts';

const filters: FilterTable<WindowTask> = {
  WindowTaskId: ({ id }, value) => id === value,
  TaskArn: ({ details }, value) => details.TaskArn === value,
  Priority: ({ details }, value) => String(details.Priority) === value,
  TaskType: ({ details }, value) => details.TaskType === value,
};

/** The tasks of a window, the oldest first, without the parameters of their invocations. */
export const DescribeMaintenanceWindowTasks = windowOperation<'DescribeMaintenanceWindowTasks'>({
  accepts: ['WindowId', 'Filters', 'MaxResults', 'NextToken'],
  authorize: (input, context) => onWindow(context, 'DescribeMaintenanceWindowTasks', input),
  run({ WindowId, Filters, ...paging }, context) {
    const found = applyFilters(windowTasks.of(context.db, windowNamed(context.db, WindowId!).id), Filters, filters);
    const { items, NextToken } = page(found, paging, pageSizes.list);
    const Tasks = items.map((task) => {
      const { TaskType, TaskInvocationParameters: _parameters, ...others } = describeTask(task, context);
      return { ...others, Type: TaskType };
    });
    return { Tasks, NextToken };
  },
});
