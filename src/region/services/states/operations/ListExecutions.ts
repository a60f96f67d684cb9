import { operation } from '../../../service.ts';

import { stateMachineDoesNotExist, validationException } from '../errors.ts';
import { pageSize, readToken, tokenOf } from '../pages.ts';
import { executions, machines } from '../rows.ts';
import { checkArn } from '../shapes.ts';

/** The newest first. Source: AWS Step Functions API Reference, "ListExecutions". */
export const ListExecutions = operation<'states', 'ListExecutions'>({
  accepts: ['stateMachineArn', 'statusFilter', 'maxResults', 'nextToken'],
  authorize: (input) => [{ action: 'states:ListExecutions', resource: input.stateMachineArn ?? '*' }],
  run({ stateMachineArn, statusFilter, maxResults, nextToken }, context) {
    if (stateMachineArn === undefined) throw validationException('Must provide a stateMachineArn or mapRunArn.');
    if (!machines.find(context.db, checkArn(stateMachineArn, 'stateMachine')))
      throw stateMachineDoesNotExist(stateMachineArn);
    const size = pageSize(maxResults);
    const before = readToken(nextToken) ?? Number.MAX_SAFE_INTEGER;
    const rows = executions.list(context.db, stateMachineArn, statusFilter, before, size + 1);
    const page = rows.slice(0, size);
    return {
      executions: page.map((row) => ({
        executionArn: row.arn,
        stateMachineArn: row.machineArn,
        name: row.name,
        status: row.status,
        startDate: new Date(row.startedAt),
        stopDate: row.stoppedAt === null ? undefined : new Date(row.stoppedAt),
        redriveCount: 0,
      })),
      nextToken: rows.length > size ? tokenOf(page.at(-1)?.sequence) : undefined,
    };
  },
});
