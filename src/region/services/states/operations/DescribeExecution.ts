import { operation } from '../../../service.ts';

import { executionDoesNotExist } from '../errors.ts';
import { executions } from '../rows.ts';
import { checkArn } from '../shapes.ts';

/** Source: AWS Step Functions API Reference, "DescribeExecution". */
export const DescribeExecution = operation<'states', 'DescribeExecution'>({
  accepts: ['executionArn', 'includedData'],
  authorize: (input) => [{ action: 'states:DescribeExecution', resource: input.executionArn }],
  run({ executionArn, includedData }, context) {
    const row = executions.find(context.db, checkArn(executionArn, 'execution'));
    if (!row) throw executionDoesNotExist(executionArn);
    const withData = includedData !== 'METADATA_ONLY';
    return {
      executionArn: row.arn,
      stateMachineArn: row.machineArn,
      name: row.name,
      status: row.status,
      startDate: new Date(row.startedAt),
      stopDate: row.stoppedAt === null ? undefined : new Date(row.stoppedAt),
      input: withData ? row.input : undefined,
      inputDetails: { included: withData },
      output: withData ? (row.output ?? undefined) : undefined,
      outputDetails: row.output === null ? undefined : { included: withData },
      error: row.error ?? undefined,
      cause: row.cause ?? undefined,
      redriveCount: 0,
    };
  },
});
