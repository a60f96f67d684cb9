import { operation } from '../../../service.ts';
import { resourceNotFound, tooManyTags } from '../errors.ts';
import { topics } from '../rows.ts';
import { onTopic, requestTags } from '../topic.ts';

/** Source: SNS API Reference, "TagResource", for topics. */
export const TagResource = operation<'sns', 'TagResource'>({
  accepts: ['ResourceArn', 'Tags'],
  authorize: (input, context) => [onTopic(context, 'TagResource', input.ResourceArn, requestTags(input.Tags))],
  run({ ResourceArn, Tags }, context) {
    const row = topics.find(context.db, ResourceArn);
    if (!row) throw resourceNotFound();
    const keys = new Set<string | undefined>(Tags.map(({ Key }) => Key));
    const tags = [...row.tags.filter(({ Key }) => !keys.has(Key)), ...Tags];
    if (tags.length > 50) throw tooManyTags();
    topics.put(context.db, { ...row, tags });
    return {};
  },
});
