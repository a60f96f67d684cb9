import { describeExecution } from '../windows/describe.ts';
import { executionNamed } from '../windows/lookup.ts';
import { windowOperation } from '../windows/operation.ts';
import { taskExecutions } from '../windows/rows/executions.ts';

export const GetMaintenanceWindowExecution = windowOperation<'GetMaintenanceWindowExecution'>({
  accepts: ['WindowExecutionId'],
  run({ WindowExecutionId }, { db }) {
    const execution = executionNamed(db, WindowExecutionId!);
    const { WindowId: _window, ...answer } = describeExecution(execution);
    return { ...answer, TaskIds: taskExecutions.of(db, execution.id).map(({ id }) => id) };
  },
});
