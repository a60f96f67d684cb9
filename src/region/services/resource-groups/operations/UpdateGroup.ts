import { operation } from '../../../service.ts';
import { describeGroup, groupNamed, onGroup } from '../group.ts';
import { putGroup } from '../rows.ts';

/** Changes the description of a group; its name stays. */
export const UpdateGroup = operation<'resource-groups', 'UpdateGroup'>({
  accepts: ['Group', 'GroupName', 'Description'],
  authorize: (input, context) => onGroup(context, 'UpdateGroup', input),
  run(input, context) {
    const before = groupNamed(context, input);
    const group = { ...before, description: input.Description ?? before.description };
    putGroup(context.db, group);
    return { Group: describeGroup(context, group) };
  },
});
