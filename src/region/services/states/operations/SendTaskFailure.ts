import { operation } from '../../../service.ts';
import { advance } from '../execution.ts';
import { tokens } from '../rows.ts';
import { taskOf } from '../token.ts';

/** Source: AWS Step Functions API Reference, "SendTaskFailure". */
export const SendTaskFailure = operation<'states', 'SendTaskFailure'>({
  accepts: ['taskToken', 'error', 'cause'],
  run({ taskToken, error, cause }, context) {
    const task = taskOf(context.db, taskToken);
    advance(context, task.execution, { type: 'task', id: task.id, kind: 'failed', error, cause });
    tokens.delete(context.db, task.execution, task.id);
    return {};
  },
});
