import type { Context } from '../../service.ts';
import { subscriptionNotFound } from './errors.ts';
import { pageOf } from './pages.ts';
import { type SubscriptionRow, subscriptions, type TopicRow } from './rows.ts';
import { checkArn } from './topic.ts';

/** How long a token is good for, and a subscription waits for it. Source: SNS API Reference, "Subscribe": two days. In milliseconds. */
const tokenLife = 2 * 24 * 3_600_000;

/** Asks for the confirmation of a subscription, which is forgotten when none comes. */
export function askForConfirmation(
  context: Context,
  topic: TopicRow,
  subscription: Omit<SubscriptionRow, 'sequence'>,
): void {
  const { arn, protocol, endpoint, token } = subscription;
  const id = context.uuid();
  const { name, displayName } = topic;
  const payload = {
    id,
    topic: { arn: topic.arn, name, displayName },
    subscription: { arn, protocol, endpoint },
    token,
    timestamp: new Date(context.now).toISOString(),
  };
  context.addEffect({ service: 'sns', name: 'askToConfirm', key: id, payload });
  const timer = { service: 'sns', name: 'forgetUnconfirmed', key: arn } as const;
  context.setTimer({ ...timer, at: context.now + tokenLife, payload: { arn } });
}

/** The timer of a subscription that nobody has confirmed. */
export function forgetUnconfirmed({ arn }: { arn: string }, context: Context): void {
  if (subscriptions.find(context.db, arn)?.confirmed === 0) subscriptions.delete(context.db, arn);
}

/** @throws WireError InvalidParameter, NotFound */
export function subscriptionNamed(context: Context, arn: string): SubscriptionRow {
  checkArn(arn, 'SubscriptionArn');
  const row = subscriptions.find(context.db, arn);
  if (!row) throw subscriptionNotFound();
  return row;
}

/** One page of the subscriptions of a topic, or of all. A subscription that is not confirmed does not show its ARN. */
export function listSubscriptions(context: Context, topic: string | null, token: string | undefined) {
  const { page, NextToken } = pageOf(
    token,
    (after, limit) => subscriptions.list(context.db, topic, Number(after), limit),
    ({ sequence }) => String(sequence),
  );
  return {
    Subscriptions: page.map((row) => ({
      SubscriptionArn: row.confirmed === 1 ? row.arn : 'PendingConfirmation',
      Owner: context.account,
      Protocol: row.protocol,
      Endpoint: row.endpoint,
      TopicArn: row.topic,
    })),
    NextToken,
  };
}
