import { operation } from '../../../service.ts';
import { missingParameter } from '../errors.ts';
import { onTaggable, taggable } from '../taggable.ts';
import { checkTags, putTags } from '../tags.ts';

/** Adds tags to resources, or overwrites those that they have. */
export const CreateTags = operation<'ec2', 'CreateTags'>({
  accepts: ['Resources', 'Tags', 'DryRun'],
  authorize: ({ Resources, Tags }, context) => onTaggable(context, 'ec2:CreateTags', Resources!, Tags ?? []),
  run({ Resources, Tags }, context) {
    if (!Tags?.length) throw missingParameter('Tags');
    checkTags(Tags, context.principal);
    for (const id of taggable(context.db, Resources!)) putTags(context.db, id, Tags);
    return {};
  },
});
