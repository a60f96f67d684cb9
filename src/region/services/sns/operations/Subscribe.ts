import { operation } from '../../../service.ts';
import { setSubscriptionAttributes } from '../attributes.ts';
import { protocolOf } from '../delivery/protocols.ts';
import { invalidParameter } from '../errors.ts';
import { type SubscriptionRow, subscriptions } from '../rows.ts';
import { askForConfirmation } from '../subscriptions.ts';
import { onTopic, topicNamed } from '../topic.ts';

/**
 * Subscribes an endpoint, or answers with the subscription that it has. Who it belongs to is asked, where it is not a resource of
 * the account. Source: SNS API Reference, "Subscribe".
 */
export const Subscribe = operation<'sns', 'Subscribe'>({
  accepts: ['TopicArn', 'Protocol', 'Endpoint', 'Attributes', 'ReturnSubscriptionArn'],
  authorize: (input, context) => [
    onTopic(context, 'Subscribe', input.TopicArn, { 'sns:Protocol': input.Protocol, 'sns:Endpoint': input.Endpoint }),
  ],
  run({ TopicArn, Protocol, Endpoint = '', Attributes = {}, ReturnSubscriptionArn = false }, context) {
    const topic = topicNamed(context, TopicArn);
    const protocol = protocolOf(Protocol);
    if (!protocol.endpoint.test(Endpoint)) throw invalidParameter(protocol.endpointName);
    const asks = protocol.askToConfirm !== undefined;
    const before = subscriptions.of(context.db, TopicArn, Protocol, Endpoint);
    if (before && JSON.stringify(setSubscriptionAttributes(before, Attributes, context)) !== JSON.stringify(before))
      throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');

    const blank: Omit<SubscriptionRow, 'sequence'> = {
      arn: `${TopicArn}:${context.uuid()}`,
      topic: TopicArn,
      protocol: Protocol,
      endpoint: Endpoint,
      principal: context.principal.arn,
      token: asks ? context.hex(256) : null,
      confirmed: asks ? 0 : 1,
      authenticated: asks ? 0 : 1,
      filterPolicy: null,
      filterPolicyScope: 'MessageAttributes',
    };
    const row = before ?? setSubscriptionAttributes(blank, Attributes, context);
    if (!before) subscriptions.insert(context.db, row);
    // Whoever asks again for a subscription that is not confirmed is sent the token again.
    if (row.confirmed === 0) askForConfirmation(context, topic, row);
    return { SubscriptionArn: row.confirmed === 1 || ReturnSubscriptionArn ? row.arn : 'pending confirmation' };
  },
});
