import { operation } from '../../../service.ts';
import { groupNamed, onGroup } from '../group.ts';

export const GetTags = operation<'resource-groups', 'GetTags'>({
  accepts: ['Arn'],
  authorize: ({ Arn }, context) => onGroup(context, 'GetTags', { Group: Arn }),
  run: ({ Arn }, context) => ({ Arn, Tags: { ...groupNamed(context, { Group: Arn }).tags } }),
});
