import { operation } from '../../../service.ts';
import { describeInvocation } from '../commands/describe.ts';
import { matches } from '../commands/filters.ts';
import { findCommand, invocationsFor, selectCommands } from '../commands/rows.ts';
import { invocationStatus, isOver } from '../commands/status.ts';
import { isVisible } from '../commands/visibility.ts';
import { invalidCommandId } from '../errors.ts';
import { page } from '../pages.ts';

/** What commands have come to on each instance, the latest command first. */
export const ListCommandInvocations = operation<'ssm', 'ListCommandInvocations'>({
  accepts: ['CommandId', 'InstanceId', 'Filters', 'Details', 'MaxResults', 'NextToken'],
  run({ CommandId, InstanceId, Filters, Details = false, ...paging }, { db, now }) {
    if (CommandId !== undefined && !findCommand(db, CommandId)) throw invalidCommandId();
    const found = selectCommands(db, CommandId, InstanceId)
      .filter((command) => isVisible(command, now))
      .flatMap((command) => invocationsFor(db, command.id, InstanceId).map((invocation) => ({ command, invocation })))
      .filter(({ command, invocation: { details } }) =>
        matches(Filters, { command, statuses: [invocationStatus[details], details], over: isOver(details) }),
      );
    const { items, NextToken } = page(found, paging, { least: 1, most: 50 });
    return {
      CommandInvocations: items.map(({ command, invocation }) => describeInvocation(command, invocation, Details)),
      NextToken,
    };
  },
});
