import { operation } from '../../../service.ts';

import { pageSize, readToken, tokenOf } from '../pages.ts';
import { machines } from '../rows.ts';

/** Source: AWS Step Functions API Reference, "ListStateMachines". */
export const ListStateMachines = operation<'states', 'ListStateMachines'>({
  accepts: ['maxResults', 'nextToken'],
  run(input, context) {
    const from = readToken(input.nextToken) ?? 0;
    const all = machines.list(context.db);
    const end = from + pageSize(input.maxResults);
    return {
      stateMachines: all.slice(from, end).map((row) => ({
        stateMachineArn: row.arn,
        name: row.name,
        type: row.type,
        creationDate: new Date(row.createdAt),
      })),
      nextToken: tokenOf(end < all.length ? end : undefined),
    };
  },
});
