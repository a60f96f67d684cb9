import { operation } from '../../../service.ts';
import { subscriptionNamed } from '../subscriptions.ts';

/** Source: SNS API Reference, "GetSubscriptionAttributes". */
export const GetSubscriptionAttributes = operation<'sns', 'GetSubscriptionAttributes'>({
  accepts: ['SubscriptionArn'],
  run({ SubscriptionArn }, context) {
    const row = subscriptionNamed(context, SubscriptionArn);
    return {
      Attributes: {
        SubscriptionArn,
        TopicArn: row.topic,
        Owner: context.account,
        Protocol: row.protocol,
        Endpoint: row.endpoint,
        SubscriptionPrincipal: row.principal,
        PendingConfirmation: String(row.confirmed === 0),
        ConfirmationWasAuthenticated: String(row.authenticated === 1),
        RawMessageDelivery: 'false',
        ...(row.filterPolicy !== null && {
          FilterPolicy: row.filterPolicy,
          FilterPolicyScope: row.filterPolicyScope,
        }),
      },
    };
  },
});
