import { operation } from '../../../service.ts';
import { checkArn } from '../arns.ts';
import { executions } from '../rows/executions.ts';
import { machines } from '../rows/machines.ts';
import { deleteWhenIdle } from '../state-machine.ts';

/**
 * "A state machine is deleted only when all its executions are completed. On the next state transition, the state machine's
 * executions are terminated." Deleting what is not there succeeds. Source: API Reference, "DeleteStateMachine".
 */
export const DeleteStateMachine = operation<'states', 'DeleteStateMachine'>({
  accepts: ['stateMachineArn'],
  authorize: (input) => [{ action: 'states:DeleteStateMachine', resource: input.stateMachineArn }],
  run(input, context) {
    const row = machines.find(context.db, checkArn(input.stateMachineArn, 'stateMachine'));
    if (!row) return {};
    machines.update(context.db, { ...row, status: 'DELETING' });
    executions.deleteWithMachine(context.db, row.arn);
    deleteWhenIdle(context, row.arn);
    return {};
  },
});
