import { operation } from '../../../service.ts';

import { machines } from '../rows.ts';
import { checkArn } from '../shapes.ts';

/**
 * Executions that run go on to their end. Deleting what is not there succeeds, as on AWS.
 * Source: AWS Step Functions API Reference, "DeleteStateMachine".
 */
export const DeleteStateMachine = operation<'states', 'DeleteStateMachine'>({
  accepts: ['stateMachineArn'],
  authorize: (input) => [{ action: 'states:DeleteStateMachine', resource: input.stateMachineArn }],
  run(input, context) {
    machines.delete(context.db, checkArn(input.stateMachineArn, 'stateMachine'));
    return {};
  },
});
