import { operation } from '../../../service.ts';
import { resourceNotFound } from '../errors.ts';
import { topics } from '../rows.ts';
import { onTopic } from '../topic.ts';

/** Source: SNS API Reference, "UntagResource", for topics. */
export const UntagResource = operation<'sns', 'UntagResource'>({
  accepts: ['ResourceArn', 'TagKeys'],
  authorize: (input, context) => [onTopic(context, 'UntagResource', input.ResourceArn)],
  run({ ResourceArn, TagKeys }, context) {
    const row = topics.find(context.db, ResourceArn);
    if (!row) throw resourceNotFound();
    topics.put(context.db, { ...row, tags: row.tags.filter(({ Key }) => !TagKeys.includes(Key!)) });
    return {};
  },
});
