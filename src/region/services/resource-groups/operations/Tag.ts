import { operation } from '../../../service.ts';
import { badRequest } from '../errors.ts';
import { groupNamed, onGroup, requestTags } from '../group.ts';
import { putGroup } from '../rows.ts';

/** Adds tags to a group, or gives those it has another value. */
export const Tag = operation<'resource-groups', 'Tag'>({
  accepts: ['Arn', 'Tags'],
  authorize: ({ Arn, Tags }, context) =>
    onGroup(context, 'Tag', { Group: Arn }).map((each) => ({
      ...each,
      conditions: { ...each.conditions, ...requestTags(Tags) },
    })),
  run({ Arn, Tags }, context) {
    const group = groupNamed(context, { Group: Arn });
    const tags = { ...group.tags, ...Tags };
    if (Object.keys(tags).length > 50) throw badRequest('A group can have at most 50 tags.');
    putGroup(context.db, { ...group, tags });
    return { Arn, Tags };
  },
});
