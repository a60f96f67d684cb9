import { operation } from '../../../service.ts';
import { subscriptions } from '../rows.ts';
import { checkArn } from '../topic.ts';

/** That there is no such subscription is no error. Source: SNS API Reference, "Unsubscribe". */
export const Unsubscribe = operation<'sns', 'Unsubscribe'>({
  accepts: ['SubscriptionArn'],
  run({ SubscriptionArn }, context) {
    checkArn(SubscriptionArn, 'SubscriptionArn');
    subscriptions.delete(context.db, SubscriptionArn);
    context.cancelTimer({ service: 'sns', name: 'forgetUnconfirmed', key: SubscriptionArn });
    return {};
  },
});
