import { operation } from '../../../service.ts';
import { findExecution } from '../execution/find.ts';
import { pageOf } from '../pages.ts';
import { mapRuns } from '../rows/map-runs.ts';

/** Of one execution, in the order in which they began. Source: AWS Step Functions API Reference, "ListMapRuns". */
export const ListMapRuns = operation<'states', 'ListMapRuns'>({
  accepts: ['executionArn', 'maxResults', 'nextToken'],
  authorize: (input) => [{ action: 'states:ListMapRuns', resource: input.executionArn }],
  run({ executionArn, ...request }, context) {
    const execution = findExecution(context, executionArn);
    const { rows, nextToken } = pageOf(
      request,
      0,
      (after, limit) => mapRuns.list(context.db, execution.sequence, after, limit),
      ({ sequence }) => sequence,
    );
    return {
      mapRuns: rows.map((row) => ({
        executionArn,
        mapRunArn: row.arn,
        stateMachineArn: execution.machineArn,
        startDate: new Date(row.startedAt),
        stopDate: row.stoppedAt === null ? undefined : new Date(row.stoppedAt),
      })),
      nextToken,
    };
  },
});
