import { operation } from '../../../service.ts';
import { setTopicAttribute } from '../attributes.ts';
import { invalidParameter, tooManyTags } from '../errors.ts';
import { defaultPolicy } from '../policy.ts';
import { topics } from '../rows.ts';
import { checkTopicName, onTopic, requestTags, topicArn } from '../topic.ts';

/** A topic that is there is answered, unless it was to have other attributes or tags. Source: SNS API Reference, "CreateTopic". */
export const CreateTopic = operation<'sns', 'CreateTopic'>({
  accepts: ['Name', 'Attributes', 'Tags'],
  authorize(input, context) {
    const create = onTopic(context, 'CreateTopic', topicArn(context, input.Name), requestTags(input.Tags));
    return input.Tags?.length ? [create, { ...create, action: 'sns:TagResource' }] : [create];
  },
  run({ Name, Attributes = {}, Tags }, context) {
    checkTopicName(Name);
    const arn = topicArn(context, Name);
    const before = topics.find(context.db, arn);
    const blank = { arn, name: Name, displayName: '', policy: defaultPolicy(context, arn), tags: [...(Tags ?? [])] };
    if ((Tags?.length ?? 0) > 50) throw tooManyTags();
    const row = Object.entries(Attributes).reduce(
      (row, [name, value]) => setTopicAttribute(row, name, value, context),
      before ?? blank,
    );
    if (before && JSON.stringify(row) !== JSON.stringify(before))
      throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
    if (before && Tags && JSON.stringify(byKey(Tags)) !== JSON.stringify(byKey(before.tags)))
      throw invalidParameter('Tags Reason: Topic already exists with different tags');
    if (!before) topics.put(context.db, row);
    return { TopicArn: arn };
  },
});

const byKey = (tags: readonly { Key: string | undefined; Value: string | undefined }[]) =>
  tags.map(({ Key, Value }) => [Key, Value]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
