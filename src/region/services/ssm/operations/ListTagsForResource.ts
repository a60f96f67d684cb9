import { operation } from '../../../service.ts';
import { tagsOfResource } from '../tags/rows.ts';
import { checkResource, onTags, taggedType } from '../tags/taggable.ts';

export const ListTagsForResource = operation<'ssm', 'ListTagsForResource'>({
  accepts: ['ResourceType', 'ResourceId'],
  authorize: (input, context) => onTags(context, 'ssm:ListTagsForResource', input),
  run({ ResourceType, ResourceId }, context) {
    const type = taggedType(ResourceType!);
    checkResource(context, type, ResourceId!);
    return { TagList: tagsOfResource(context.db, type, ResourceId!) };
  },
});
