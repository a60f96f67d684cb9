import { operation } from '../../../service.ts';
import { findExecution } from '../execution/find.ts';
import { redriveStatusOf } from '../execution/redrivable.ts';

/** Source: AWS Step Functions API Reference, "DescribeExecution". */
export const DescribeExecution = operation<'states', 'DescribeExecution'>({
  accepts: ['executionArn', 'includedData'],
  authorize: (input) => [{ action: 'states:DescribeExecution', resource: input.executionArn }],
  run({ executionArn, includedData }, context) {
    const row = findExecution(context, executionArn);
    const included = includedData !== 'METADATA_ONLY';
    return {
      executionArn: row.arn,
      stateMachineArn: row.machineArn,
      stateMachineVersionArn: row.versionArn ?? undefined,
      stateMachineAliasArn: row.aliasArn ?? undefined,
      mapRunArn: row.mapRunArn ?? undefined,
      name: row.name,
      status: row.status,
      startDate: new Date(row.startedAt),
      stopDate: row.stoppedAt === null ? undefined : new Date(row.stoppedAt),
      input: included ? row.input : undefined,
      inputDetails: { included },
      output: included ? (row.output ?? undefined) : undefined,
      outputDetails: row.output === null ? undefined : { included },
      error: row.error ?? undefined,
      cause: row.cause ?? undefined,
      redriveCount: row.redriveCount,
      redriveDate: row.redrivenAt === null ? undefined : new Date(row.redrivenAt),
      ...redriveStatusOf(context, row),
    };
  },
});
