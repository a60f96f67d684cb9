import { operation } from '../../../service.ts';
import { setTopicAttribute } from '../attributes.ts';
import { topics } from '../rows.ts';
import { onTopic, topicNamed } from '../topic.ts';

/** Source: SNS API Reference, "SetTopicAttributes". */
export const SetTopicAttributes = operation<'sns', 'SetTopicAttributes'>({
  accepts: ['TopicArn', 'AttributeName', 'AttributeValue'],
  authorize: (input, context) => [onTopic(context, 'SetTopicAttributes', input.TopicArn)],
  run({ TopicArn, AttributeName, AttributeValue = '' }, context) {
    const row = topicNamed(context, TopicArn);
    topics.put(context.db, setTopicAttribute(row, AttributeName, AttributeValue, context));
    return {};
  },
});
