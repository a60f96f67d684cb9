import { operation } from '../../../service.ts';
import { groupNamed, onGroup } from '../group.ts';

export const GetGroupQuery = operation<'resource-groups', 'GetGroupQuery'>({
  accepts: ['Group', 'GroupName'],
  authorize: (input, context) => onGroup(context, 'GetGroupQuery', input),
  run(input, context) {
    const { name, query } = groupNamed(context, input);
    return { GroupQuery: { GroupName: name, ResourceQuery: query } };
  },
});
