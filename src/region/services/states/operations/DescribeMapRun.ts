import { operation } from '../../../service.ts';
import { countsOf } from '../map-run/counts.ts';
import { findMapRun } from '../map-run/map-run.ts';

/** Source: AWS Step Functions API Reference, "DescribeMapRun". */
export const DescribeMapRun = operation<'states', 'DescribeMapRun'>({
  accepts: ['mapRunArn'],
  authorize: (input) => [{ action: 'states:DescribeMapRun', resource: input.mapRunArn }],
  run({ mapRunArn }, context) {
    const row = findMapRun(context, mapRunArn);
    return {
      mapRunArn,
      executionArn: row.executionArn,
      status: row.status,
      startDate: new Date(row.startedAt),
      stopDate: row.stoppedAt === null ? undefined : new Date(row.stoppedAt),
      maxConcurrency: row.maxConcurrency,
      toleratedFailurePercentage: row.toleratedFailurePercentage,
      toleratedFailureCount: row.toleratedFailureCount,
      itemCounts: countsOf(context, row, 'items'),
      executionCounts: countsOf(context, row, 'executions'),
      redriveCount: row.redriveCount,
      redriveDate: row.redrivenAt === null ? undefined : new Date(row.redrivenAt),
    };
  },
});
