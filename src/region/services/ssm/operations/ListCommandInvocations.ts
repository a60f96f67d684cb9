import { operation } from '../../../service.ts';
import { describeInvocation } from '../commands/describe.ts';
import { matches } from '../commands/filters.ts';
import { allCommands, findCommand, invocationsOf } from '../commands/rows.ts';
import { invocationStatus, isOver } from '../commands/status.ts';
import { isVisible } from '../commands/visibility.ts';
import { invalidCommandId } from '../errors.ts';
import { page } from '../pages.ts';

/** What commands have come to on each instance, the latest command first. */
export const ListCommandInvocations = operation<'ssm', 'ListCommandInvocations'>({
  accepts: ['CommandId', 'InstanceId', 'Filters', 'Details', 'MaxResults', 'NextToken'],
  run({ CommandId, InstanceId, Filters, Details = false, ...paging }, { db, now }) {
    const named = CommandId === undefined ? undefined : findCommand(db, CommandId);
    if (CommandId !== undefined && named === undefined) throw invalidCommandId();
    const found = (named === undefined ? allCommands(db) : [named])
      .filter((command) => isVisible(command, now))
      .flatMap((command) => invocationsOf(db, command.id).map((invocation) => ({ command, invocation })))
      .filter(
        ({ command, invocation: { instanceId, details } }) =>
          (InstanceId === undefined || instanceId === InstanceId) &&
          matches(Filters, { command, statuses: [invocationStatus[details], details], over: isOver(details) }),
      );
    const { items, NextToken } = page(found, paging, { least: 1, most: 50 });
    return {
      CommandInvocations: items.map(({ command, invocation }) => describeInvocation(command, invocation, Details)),
      NextToken,
    };
  },
});
