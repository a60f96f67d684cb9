import { operation } from '../../../service.ts';

import { executionDoesNotExist } from '../errors.ts';
import { advance } from '../execution.ts';
import { executions } from '../rows.ts';
import { checkArn } from '../shapes.ts';

/** What is over stays as it ended. Source: AWS Step Functions API Reference, "StopExecution". */
export const StopExecution = operation<'states', 'StopExecution'>({
  accepts: ['executionArn', 'error', 'cause'],
  authorize: (input) => [{ action: 'states:StopExecution', resource: input.executionArn }],
  run({ executionArn, error, cause }, context) {
    if (!executions.find(context.db, checkArn(executionArn, 'execution'))) throw executionDoesNotExist(executionArn);
    advance(context, executionArn, { type: 'abort', error, cause });
    const stoppedAt = executions.find(context.db, executionArn)?.stoppedAt;
    return { stopDate: new Date(stoppedAt ?? context.now) };
  },
});
