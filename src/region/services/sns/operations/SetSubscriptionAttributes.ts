import { operation } from '../../../service.ts';
import { setSubscriptionAttributes } from '../attributes.ts';
import { subscriptions } from '../rows.ts';
import { subscriptionNamed } from '../subscriptions.ts';

/** Source: SNS API Reference, "SetSubscriptionAttributes". */
export const SetSubscriptionAttributes = operation<'sns', 'SetSubscriptionAttributes'>({
  accepts: ['SubscriptionArn', 'AttributeName', 'AttributeValue'],
  run({ SubscriptionArn, AttributeName, AttributeValue = '' }, context) {
    const row = subscriptionNamed(context, SubscriptionArn);
    subscriptions.setFilter(context.db, setSubscriptionAttributes(row, { [AttributeName]: AttributeValue }, context));
    return {};
  },
});
