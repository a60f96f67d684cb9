import { operation } from '../../../service.ts';

import { executionDoesNotExist } from '../errors.ts';
import { pageSize, readToken, tokenOf } from '../pages.ts';
import { events, executions } from '../rows.ts';
import { checkArn, toHistoryEvent } from '../shapes.ts';

/** Source: AWS Step Functions API Reference, "GetExecutionHistory". */
export const GetExecutionHistory = operation<'states', 'GetExecutionHistory'>({
  accepts: ['executionArn', 'maxResults', 'reverseOrder', 'nextToken', 'includeExecutionData'],
  authorize: (input) => [{ action: 'states:GetExecutionHistory', resource: input.executionArn }],
  run({ executionArn, maxResults, reverseOrder = false, nextToken, includeExecutionData = true }, context) {
    const row = executions.find(context.db, checkArn(executionArn, 'execution'));
    if (!row) throw executionDoesNotExist(executionArn);
    const size = pageSize(maxResults);
    const after = readToken(nextToken) ?? (reverseOrder ? Number.MAX_SAFE_INTEGER : 0);
    const found = events.list(context.db, row.sequence, after, size + 1, reverseOrder);
    const page = found.slice(0, size);
    return {
      events: page.map(({ event }) => toHistoryEvent(event, includeExecutionData)),
      nextToken: found.length > size ? tokenOf(page.at(-1)?.id) : undefined,
    };
  },
});
