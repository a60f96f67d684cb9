import { operation } from '../../../service.ts';
import { describeGroup, groupNamed, onGroup } from '../group.ts';
import { deleteGroup } from '../rows.ts';

/** Deletes a group; its resources stay. */
export const DeleteGroup = operation<'resource-groups', 'DeleteGroup'>({
  accepts: ['Group', 'GroupName'],
  authorize: (input, context) => onGroup(context, 'DeleteGroup', input),
  run(input, context) {
    const group = groupNamed(context, input);
    deleteGroup(context.db, group.name);
    return { Group: describeGroup(context, group) };
  },
});
