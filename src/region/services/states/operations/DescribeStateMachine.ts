import { operation } from '../../../service.ts';

import { stateMachineDoesNotExist } from '../errors.ts';
import { machines } from '../rows.ts';
import { checkArn } from '../shapes.ts';

/** Source: AWS Step Functions API Reference, "DescribeStateMachine". */
export const DescribeStateMachine = operation<'states', 'DescribeStateMachine'>({
  accepts: ['stateMachineArn'],
  authorize: (input) => [{ action: 'states:DescribeStateMachine', resource: input.stateMachineArn }],
  run(input, context) {
    const row = machines.find(context.db, checkArn(input.stateMachineArn, 'stateMachine'));
    if (!row) throw stateMachineDoesNotExist(input.stateMachineArn);
    return {
      stateMachineArn: row.arn,
      name: row.name,
      status: 'ACTIVE',
      definition: row.definition,
      roleArn: row.roleArn,
      type: row.type,
      creationDate: new Date(row.createdAt),
      revisionId: row.updatedAt === row.createdAt ? undefined : row.revisionId,
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
    };
  },
});
