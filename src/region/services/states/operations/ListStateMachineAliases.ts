import { operation } from '../../../service.ts';
import { routesTo } from '../alias.ts';
import { checkArn, unqualified } from '../arns.ts';
import { pageByOffset } from '../pages.ts';
import { aliases } from '../rows/versions.ts';
import { findMachine } from '../state-machine.ts';

/** Of a state machine, or of one of its versions; by name. Source: API Reference, "ListStateMachineAliases". */
export const ListStateMachineAliases = operation<'states', 'ListStateMachineAliases'>({
  accepts: ['stateMachineArn', 'maxResults', 'nextToken'],
  authorize: (input) => [{ action: 'states:ListStateMachineAliases', resource: input.stateMachineArn }],
  run({ stateMachineArn, ...request }, context) {
    const { arn } = findMachine(context, unqualified(checkArn(stateMachineArn, 'stateMachine')));
    const all = aliases
      .list(context.db, arn)
      .filter((alias) => stateMachineArn === arn || routesTo(alias, stateMachineArn));
    const { rows, nextToken } = pageByOffset(request, (offset, limit) => all.slice(offset, offset + limit));
    return {
      stateMachineAliases: rows.map((row) => ({
        stateMachineAliasArn: row.arn,
        creationDate: new Date(row.createdAt),
      })),
      nextToken,
    };
  },
});
