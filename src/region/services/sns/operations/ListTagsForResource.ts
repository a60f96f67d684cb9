import { operation } from '../../../service.ts';
import { resourceNotFound } from '../errors.ts';
import { topics } from '../rows.ts';
import { onTopic } from '../topic.ts';

/** Source: SNS API Reference, "ListTagsForResource", for topics. */
export const ListTagsForResource = operation<'sns', 'ListTagsForResource'>({
  accepts: ['ResourceArn'],
  authorize: (input, context) => [onTopic(context, 'ListTagsForResource', input.ResourceArn)],
  run({ ResourceArn }, context) {
    const row = topics.find(context.db, ResourceArn);
    if (!row) throw resourceNotFound();
    return { Tags: row.tags };
  },
});
