import { operation } from '../../../service.ts';
import { toHistoryEvent } from '../data.ts';
import { findExecution } from '../execution/find.ts';
import { pageOf } from '../pages.ts';
import { events } from '../rows/events.ts';

/** Source: AWS Step Functions API Reference, "GetExecutionHistory". */
export const GetExecutionHistory = operation<'states', 'GetExecutionHistory'>({
  accepts: ['executionArn', 'maxResults', 'reverseOrder', 'nextToken', 'includeExecutionData'],
  authorize: (input) => [{ action: 'states:GetExecutionHistory', resource: input.executionArn }],
  run({ executionArn, reverseOrder = false, includeExecutionData = true, ...request }, context) {
    const { sequence } = findExecution(context, executionArn);
    const { rows, nextToken } = pageOf(
      request,
      reverseOrder ? Number.MAX_SAFE_INTEGER : 0,
      (after, limit) => events.list(context.db, sequence, after, limit, reverseOrder),
      ({ id }) => id,
    );
    return { events: rows.map((event) => toHistoryEvent(event, includeExecutionData)), nextToken };
  },
});
