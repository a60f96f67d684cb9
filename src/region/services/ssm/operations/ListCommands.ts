import { operation } from '../../../service.ts';
import { describeCommand } from '../commands/describe.ts';
import { matches } from '../commands/filters.ts';
import { allCommands, findCommand, findInvocation } from '../commands/rows.ts';
import { page } from '../pages.ts';

/** The commands, the latest first. */
export const ListCommands = operation<'ssm', 'ListCommands'>({
  accepts: ['CommandId', 'InstanceId', 'Filters', 'MaxResults', 'NextToken'],
  run({ CommandId, InstanceId, Filters, ...paging }, { db }) {
    const named = CommandId === undefined ? allCommands(db) : [findCommand(db, CommandId) ?? []].flat();
    const found = named.filter(
      (command) =>
        (InstanceId === undefined || findInvocation(db, command.id, InstanceId) !== undefined) &&
        matches(Filters, {
          command,
          statuses: [describeCommand(command).Status!, command.details],
          over: command.completedCount === command.targetCount,
        }),
    );
    const { items, NextToken } = page(found, paging, { least: 1, most: 50 });
    return { Commands: items.map(describeCommand), NextToken };
  },
});
