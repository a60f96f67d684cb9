import { operation } from '../../../service.ts';
import { listSubscriptions } from '../subscriptions.ts';
import { onTopic, topicNamed } from '../topic.ts';

/** Source: SNS API Reference, "ListSubscriptionsByTopic". */
export const ListSubscriptionsByTopic = operation<'sns', 'ListSubscriptionsByTopic'>({
  accepts: ['TopicArn', 'NextToken'],
  authorize: (input, context) => [onTopic(context, 'ListSubscriptionsByTopic', input.TopicArn)],
  run: (input, context) => listSubscriptions(context, topicNamed(context, input.TopicArn).arn, input.NextToken),
});
