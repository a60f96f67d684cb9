import type { Context } from '../../../service.ts';
import { unlessGone } from './gone.ts';
import { resourceType } from './resourceType.ts';
import { tagChanges, tagList } from './tags.ts';

/** Source: CloudFormation Template Reference, "AWS::SNS::Topic". */
export const topic = resourceType({
  properties: {
    DisplayName: { shape: 'String' },
    Subscription: {
      shape: {
        list: {
          members: { Endpoint: { shape: 'String', required: true }, Protocol: { shape: 'String', required: true } },
        },
      },
    },
    Tags: tagList,
    TopicName: { shape: 'String', change: 'replace' },
  },
  attributes: ['TopicArn', 'TopicName'],
  tags: { property: 'Tags', form: 'list' },

  create({ TopicName: given, DisplayName, Subscription = [], Tags }, { context, name }) {
    const Name = given ?? name(256);
    const Attributes = DisplayName === undefined ? undefined : { DisplayName };
    const { TopicArn } = context.call('sns', 'CreateTopic', { Name, Attributes, Tags });
    for (const one of Subscription) context.call('sns', 'Subscribe', { TopicArn: TopicArn!, ...one });
    return { physicalId: TopicArn!, attributes: { TopicArn: TopicArn!, TopicName: Name } };
  },

  update({ physicalId: TopicArn, properties: from }, to, context) {
    const AttributeValue = to.DisplayName ?? '';
    if (AttributeValue !== (from.DisplayName ?? ''))
      context.call('sns', 'SetTopicAttributes', { TopicArn, AttributeName: 'DisplayName', AttributeValue });
    const { Subscription: before = [] } = from;
    const { Subscription: after = [] } = to;
    for (const one of without(before, after)) unsubscribe(context, TopicArn, one);
    for (const one of without(after, before)) context.call('sns', 'Subscribe', { TopicArn, ...one });
    const { set, remove } = tagChanges(from.Tags, to.Tags);
    if (remove.length > 0) context.call('sns', 'UntagResource', { ResourceArn: TopicArn, TagKeys: remove });
    if (set.length > 0) context.call('sns', 'TagResource', { ResourceArn: TopicArn, Tags: set });
    return undefined;
  },

  remove({ physicalId: TopicArn }, context) {
    unlessGone(() => context.call('sns', 'DeleteTopic', { TopicArn }));
  },
});

interface Subscriber {
  Endpoint: string;
  Protocol: string;
}

const same = (a: { Endpoint?: string; Protocol?: string }, b: Subscriber) =>
  a.Endpoint === b.Endpoint && a.Protocol === b.Protocol;

const without = (list: readonly Subscriber[], other: readonly Subscriber[]) =>
  list.filter((one) => !other.some((another) => same(another, one)));

/** One that was never confirmed has no ARN to unsubscribe it by; it is forgotten by itself. */
function unsubscribe(context: Context, TopicArn: string, subscriber: Subscriber): void {
  for (let NextToken: string | undefined; ; ) {
    const page = context.call('sns', 'ListSubscriptionsByTopic', { TopicArn, NextToken });
    const SubscriptionArn = page.Subscriptions?.find((one) => same(one, subscriber))?.SubscriptionArn;
    if (SubscriptionArn !== undefined && SubscriptionArn !== 'PendingConfirmation')
      context.call('sns', 'Unsubscribe', { SubscriptionArn });
    NextToken = page.NextToken;
    if (SubscriptionArn !== undefined || NextToken === undefined) return;
  }
}
