import { operation } from '../../../service.ts';
import { addTags } from '../tags/rows.ts';
import { checkResource, onTags, taggedType } from '../tags/taggable.ts';

export const AddTagsToResource = operation<'ssm', 'AddTagsToResource'>({
  accepts: ['ResourceType', 'ResourceId', 'Tags'],
  authorize: (input, context) => onTags(context, 'ssm:AddTagsToResource', input, input.Tags),
  run({ ResourceType, ResourceId, Tags }, context) {
    const type = taggedType(ResourceType!);
    checkResource(context, type, ResourceId!);
    addTags(context.db, type, ResourceId!, Tags);
    return {};
  },
});
