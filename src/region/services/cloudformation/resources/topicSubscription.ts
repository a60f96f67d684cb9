import { unlessGone } from './gone.ts';
import { jsonText } from './json.ts';
import { resourceType } from './resourceType.ts';

/** Source: CloudFormation Template Reference, "AWS::SNS::Subscription". It is made before it is confirmed. */
export const topicSubscription = resourceType({
  properties: {
    Endpoint: { shape: 'String', change: 'replace' },
    FilterPolicy: { shape: 'Json' },
    FilterPolicyScope: { shape: 'String' },
    Protocol: { shape: 'String', required: true, change: 'replace' },
    RawMessageDelivery: { shape: 'Boolean' },
    TopicArn: { shape: 'String', required: true, change: 'replace' },
  },
  attributes: ['Arn'],

  create({ TopicArn, Protocol, Endpoint, ...attributes }, { context }) {
    const subscriber = { TopicArn, Protocol, Endpoint, Attributes: textOf(attributes), ReturnSubscriptionArn: true };
    const { SubscriptionArn } = context.call('sns', 'Subscribe', subscriber);
    return { physicalId: SubscriptionArn!, attributes: { Arn: SubscriptionArn! } };
  },

  update({ physicalId: SubscriptionArn, properties: from }, to, context) {
    if (JSON.stringify(textOf(from)) === JSON.stringify(textOf(to))) return undefined;
    // A policy and its scope are held to each other: without a policy the scope may be any.
    for (const [AttributeName, AttributeValue] of [['FilterPolicy', ''] as const, ...Object.entries(textOf(to))])
      context.call('sns', 'SetSubscriptionAttributes', { SubscriptionArn, AttributeName, AttributeValue });
    return undefined;
  },

  remove({ physicalId: SubscriptionArn }, context) {
    unlessGone(() => context.call('sns', 'Unsubscribe', { SubscriptionArn }));
  },
});

interface Attributes {
  FilterPolicy?: string | Readonly<Record<string, unknown>>;
  FilterPolicyScope?: string;
  RawMessageDelivery?: boolean;
}

/** The attributes as the service takes them. */
const textOf = ({ FilterPolicy, FilterPolicyScope, RawMessageDelivery }: Attributes): Record<string, string> => ({
  FilterPolicyScope: FilterPolicyScope ?? 'MessageAttributes',
  FilterPolicy: FilterPolicy === undefined ? '' : jsonText(FilterPolicy),
  RawMessageDelivery: String(RawMessageDelivery ?? false),
});
