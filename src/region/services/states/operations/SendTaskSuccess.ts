import { operation } from '../../../service.ts';
import { advance } from '../execution.ts';
import { tokens } from '../rows.ts';
import { checkOutput, taskOf } from '../token.ts';

/** Source: AWS Step Functions API Reference, "SendTaskSuccess". */
export const SendTaskSuccess = operation<'states', 'SendTaskSuccess'>({
  accepts: ['taskToken', 'output'],
  run({ taskToken, output }, context) {
    const task = taskOf(context.db, taskToken);
    checkOutput(output);
    advance(context, task.execution, { type: 'task', id: task.id, kind: 'succeeded', output: JSON.parse(output) });
    tokens.delete(context.db, task.execution, task.id);
    return {};
  },
});
