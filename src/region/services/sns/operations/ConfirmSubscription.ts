import { operation } from '../../../service.ts';
import { invalidParameter, invalidToken } from '../errors.ts';
import { subscriptions } from '../rows.ts';
import { onTopic, topicNamed } from '../topic.ts';

/** Source: SNS API Reference, "ConfirmSubscription". */
export const ConfirmSubscription = operation<'sns', 'ConfirmSubscription'>({
  accepts: ['TopicArn', 'Token', 'AuthenticateOnUnsubscribe'],
  authorize: (input, context) => [onTopic(context, 'ConfirmSubscription', input.TopicArn)],
  run({ TopicArn, Token, AuthenticateOnUnsubscribe = 'false' }, context) {
    topicNamed(context, TopicArn);
    if (!/^(true|false)$/i.test(AuthenticateOnUnsubscribe)) throw invalidParameter('AuthenticateOnUnsubscribe');
    const row = subscriptions.withToken(context.db, Token);
    if (row?.topic !== TopicArn) throw invalidToken();
    subscriptions.confirm(context.db, row.arn, AuthenticateOnUnsubscribe.toLowerCase() === 'true');
    context.cancelTimer({ service: 'sns', name: 'forgetUnconfirmed', key: row.arn });
    return { SubscriptionArn: row.arn };
  },
});
