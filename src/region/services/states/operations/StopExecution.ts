import { operation } from '../../../service.ts';
import { advance } from '../execution/advance.ts';
import { findExecution } from '../execution/find.ts';

/** What is over stays as it ended. Source: AWS Step Functions API Reference, "StopExecution". */
export const StopExecution = operation<'states', 'StopExecution'>({
  accepts: ['executionArn', 'error', 'cause'],
  authorize: (input) => [{ action: 'states:StopExecution', resource: input.executionArn }],
  run({ executionArn, error, cause }, context) {
    findExecution(context, executionArn);
    advance(context, executionArn, { type: 'abort', ...(error && { error }), ...(cause && { cause }) });
    const { stoppedAt } = findExecution(context, executionArn);
    return { stopDate: new Date(stoppedAt ?? context.now) };
  },
});
