import { operation } from '../../../service.ts';

import { executionDoesNotExist } from '../errors.ts';
import { executions } from '../rows.ts';
import { checkArn } from '../shapes.ts';

/** The definition with which the execution began. Source: AWS Step Functions API Reference, "DescribeStateMachineForExecution". */
export const DescribeStateMachineForExecution = operation<'states', 'DescribeStateMachineForExecution'>({
  accepts: ['executionArn'],
  authorize: (input) => [{ action: 'states:DescribeStateMachineForExecution', resource: input.executionArn }],
  run({ executionArn }, context) {
    const row = executions.find(context.db, checkArn(executionArn, 'execution'));
    if (!row) throw executionDoesNotExist(executionArn);
    return {
      stateMachineArn: row.machineArn,
      name: row.machineArn.split(':').at(-1) ?? '',
      definition: row.definition,
      roleArn: row.roleArn,
      revisionId: row.revisionId,
      updateDate: new Date(row.startedAt),
    };
  },
});
