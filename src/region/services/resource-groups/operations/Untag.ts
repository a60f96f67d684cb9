import { operation } from '../../../service.ts';
import { groupNamed, onGroup } from '../group.ts';
import { putGroup } from '../rows.ts';

export const Untag = operation<'resource-groups', 'Untag'>({
  accepts: ['Arn', 'Keys'],
  authorize: ({ Arn }, context) => onGroup(context, 'Untag', { Group: Arn }),
  run({ Arn, Keys }, context) {
    const group = groupNamed(context, { Group: Arn });
    const tags = Object.fromEntries(Object.entries(group.tags).filter(([key]) => !Keys!.includes(key)));
    putGroup(context.db, { ...group, tags });
    return { Arn, Keys };
  },
});
