import { operation } from '../../../service.ts';
import { pageOf } from '../pages.ts';
import { versions } from '../rows/versions.ts';
import { findMachine } from '../state-machine.ts';

/** The newest first. Source: AWS Step Functions API Reference, "ListStateMachineVersions". */
export const ListStateMachineVersions = operation<'states', 'ListStateMachineVersions'>({
  accepts: ['stateMachineArn', 'maxResults', 'nextToken'],
  authorize: (input) => [{ action: 'states:ListStateMachineVersions', resource: input.stateMachineArn }],
  run({ stateMachineArn, ...request }, context) {
    const { arn } = findMachine(context, stateMachineArn);
    const { rows, nextToken } = pageOf(
      request,
      Number.MAX_SAFE_INTEGER,
      (before, limit) => versions.list(context.db, arn, before, limit),
      ({ number }) => number,
    );
    return {
      stateMachineVersions: rows.map((row) => ({
        stateMachineVersionArn: row.arn,
        creationDate: new Date(row.createdAt),
      })),
      nextToken,
    };
  },
});
