import { operation } from '../../../service.ts';
import { groupNamed, onGroup } from '../group.ts';
import { readQuery } from '../query.ts';
import { putGroup } from '../rows.ts';

export const UpdateGroupQuery = operation<'resource-groups', 'UpdateGroupQuery'>({
  accepts: ['Group', 'GroupName', 'ResourceQuery'],
  authorize: (input, context) => onGroup(context, 'UpdateGroupQuery', input),
  run(input, context) {
    const group = groupNamed(context, input);
    readQuery(input.ResourceQuery!);
    const query = { Type: input.ResourceQuery!.Type!, Query: input.ResourceQuery!.Query! };
    putGroup(context.db, { ...group, query });
    return { GroupQuery: { GroupName: group.name, ResourceQuery: query } };
  },
});
