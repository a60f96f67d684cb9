import { operation } from '../../../service.ts';
import { describeCommand } from '../commands/describe.ts';
import { matches } from '../commands/filters.ts';
import { selectCommands } from '../commands/rows.ts';
import { page } from '../pages.ts';

/** The commands, the latest first. */
export const ListCommands = operation<'ssm', 'ListCommands'>({
  accepts: ['CommandId', 'InstanceId', 'Filters', 'MaxResults', 'NextToken'],
  run({ CommandId, InstanceId, Filters, ...paging }, { db }) {
    const found = selectCommands(db, CommandId, InstanceId).filter((command) =>
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
