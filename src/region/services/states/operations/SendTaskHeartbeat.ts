import { operation } from '../../../service.ts';
import { advance } from '../execution.ts';
import { taskOf } from '../token.ts';

/** Source: AWS Step Functions API Reference, "SendTaskHeartbeat". */
export const SendTaskHeartbeat = operation<'states', 'SendTaskHeartbeat'>({
  accepts: ['taskToken'],
  run({ taskToken }, context) {
    const task = taskOf(context.db, taskToken);
    advance(context, task.execution, { type: 'heartbeat', id: task.id });
    return {};
  },
});
