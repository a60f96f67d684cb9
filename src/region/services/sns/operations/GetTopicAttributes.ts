import { operation } from '../../../service.ts';
import { subscriptions } from '../rows.ts';
import { onTopic, topicNamed } from '../topic.ts';

/** There is no EffectiveDeliveryPolicy: it is about HTTP, which the Region does not deliver by. Source: SNS API Reference, "GetTopicAttributes". */
export const GetTopicAttributes = operation<'sns', 'GetTopicAttributes'>({
  accepts: ['TopicArn'],
  authorize: (input, context) => [onTopic(context, 'GetTopicAttributes', input.TopicArn)],
  run({ TopicArn }, context) {
    const { policy, displayName } = topicNamed(context, TopicArn);
    return {
      Attributes: {
        Policy: policy,
        Owner: context.account,
        SubscriptionsPending: String(subscriptions.count(context.db, TopicArn, false)),
        TopicArn,
        SubscriptionsConfirmed: String(subscriptions.count(context.db, TopicArn, true)),
        SubscriptionsDeleted: '0',
        DisplayName: displayName,
      },
    };
  },
});
