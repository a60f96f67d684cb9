import { operation } from '../../../service.ts';
import { describeGroup, groupNamed, onGroup } from '../group.ts';

export const GetGroup = operation<'resource-groups', 'GetGroup'>({
  accepts: ['Group', 'GroupName'],
  authorize: (input, context) => onGroup(context, 'GetGroup', input),
  run: (input, context) => ({ Group: describeGroup(context, groupNamed(context, input)) }),
});
