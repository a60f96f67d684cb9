import { operation } from '../../../service.ts';
import { pageByOffset } from '../pages.ts';
import { machines } from '../rows/machines.ts';

/** Source: AWS Step Functions API Reference, "ListStateMachines". */
export const ListStateMachines = operation<'states', 'ListStateMachines'>({
  accepts: ['maxResults', 'nextToken'],
  run(input, context) {
    const { rows, nextToken } = pageByOffset(input, (offset, limit) => machines.list(context.db, offset, limit));
    return {
      stateMachines: rows.map((row) => ({
        stateMachineArn: row.arn,
        name: row.name,
        type: row.type,
        creationDate: new Date(row.createdAt),
      })),
      nextToken,
    };
  },
});
