import { describeTaskExecution, roleOf } from '../windows/describe.ts';
import { taskExecutionNamed } from '../windows/lookup.ts';
import { windowOperation } from '../windows/operation.ts';

export const GetMaintenanceWindowExecutionTask = windowOperation<'GetMaintenanceWindowExecutionTask'>({
  accepts: ['WindowExecutionId', 'TaskId'],
  run({ WindowExecutionId, TaskId }, context) {
    const execution = taskExecutionNamed(context.db, WindowExecutionId!, TaskId!);
    const { task } = execution;
    return {
      ...describeTaskExecution(execution),
      ServiceRole: roleOf(task, context),
      Type: task.TaskType,
      Priority: task.Priority,
      MaxConcurrency: task.MaxConcurrency,
      MaxErrors: task.MaxErrors,
    };
  },
});
