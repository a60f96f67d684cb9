import { operation } from '../../../service.ts';
import { removeTags } from '../tags/rows.ts';
import { checkResource, onTags, taggedType } from '../tags/taggable.ts';

export const RemoveTagsFromResource = operation<'ssm', 'RemoveTagsFromResource'>({
  accepts: ['ResourceType', 'ResourceId', 'TagKeys'],
  authorize: (input, context) => onTags(context, 'ssm:RemoveTagsFromResource', input),
  run({ ResourceType, ResourceId, TagKeys }, context) {
    const type = taggedType(ResourceType!);
    checkResource(context, type, ResourceId!);
    removeTags(context.db, type, ResourceId!, TagKeys!);
    return {};
  },
});
