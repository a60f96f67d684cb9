import { operation } from '../../../service.ts';
import { onTaggable, taggable } from '../taggable.ts';
import { checkTags, removeOwnTags, removeTag } from '../tags.ts';

/** Removes tags from resources: those named (with a value: if they have it), or without any, all of the user's own. */
export const DeleteTags = operation<'ec2', 'DeleteTags'>({
  accepts: ['Resources', 'Tags', 'DryRun'],
  authorize: ({ Resources, Tags }, context) => onTaggable(context, 'ec2:DeleteTags', Resources!, Tags ?? []),
  run({ Resources, Tags }, context) {
    checkTags(Tags ?? [], context.principal);
    for (const id of taggable(context.db, Resources!)) {
      if (Tags?.length) for (const tag of Tags) removeTag(context.db, id, tag);
      else removeOwnTags(context.db, id);
    }
    return {};
  },
});
