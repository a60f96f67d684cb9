import { describeInvocation } from '../windows/describe.ts';
import { invocationNamed, taskExecutionNamed } from '../windows/lookup.ts';
import { windowOperation } from '../windows/operation.ts';

export const GetMaintenanceWindowExecutionTaskInvocation =
  windowOperation<'GetMaintenanceWindowExecutionTaskInvocation'>({
    accepts: ['WindowExecutionId', 'TaskId', 'InvocationId'],
    run({ WindowExecutionId, TaskId, InvocationId }, { db }) {
      const task = taskExecutionNamed(db, WindowExecutionId!, TaskId!);
      return describeInvocation(invocationNamed(db, task.id, InvocationId!), task);
    },
  });
