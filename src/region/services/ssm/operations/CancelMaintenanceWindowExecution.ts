import { executionNamed } from '../windows/lookup.ts';
import { windowOperation } from '../windows/operation.ts';
import { cancelExecution } from '../windows/run/close.ts';

/** An execution that is over already stays as it ended. */
export const CancelMaintenanceWindowExecution = windowOperation<'CancelMaintenanceWindowExecution'>({
  accepts: ['WindowExecutionId'],
  run({ WindowExecutionId }, context) {
    const execution = executionNamed(context.db, WindowExecutionId!);
    cancelExecution(context, execution);
    return { WindowExecutionId: execution.id };
  },
});
