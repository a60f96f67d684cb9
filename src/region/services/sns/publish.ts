import { readPattern } from '../../../event-pattern/index.ts';
import type { Context } from '../../service.ts';
import { parseFilter } from './attributes.ts';
import type { Delivery } from './delivery/protocol.ts';
import type { Attribute, Message } from './message.ts';
import { type SubscriptionRow, subscriptions, type TopicRow } from './rows.ts';

/** Sends a message on its way to all subscriptions of a topic whose filter policies let it through. */
export function publish(context: Context, { arn, name, displayName }: TopicRow, message: Message): void {
  for (const subscription of subscriptions.confirmed(context.db, arn)) {
    if (!letsThrough(subscription, message)) continue;
    const { protocol, endpoint } = subscription;
    const delivery: Delivery = {
      id: context.uuid(),
      topic: { arn, name, displayName },
      subscription: { arn: subscription.arn, protocol, endpoint },
      message,
    };
    context.addEffect({ service: 'sns', name: 'deliver', key: delivery.id, payload: delivery });
  }
}

/** Source: SNS Developer Guide, "Amazon SNS message filtering". */
function letsThrough({ filterPolicy, filterPolicyScope, protocol }: SubscriptionRow, message: Message): boolean {
  if (filterPolicy === null) return true;
  const fits = readPattern(parseFilter(filterPolicy));
  if (filterPolicyScope === 'MessageAttributes') return fits(valuesOf(message.attributes));
  const body = bodyOf(message.texts[protocol] ?? message.texts.default);
  return body !== undefined && fits(body);
}

/** Message attributes as the fields of an event; binary ones are ignored. */
function valuesOf(attributes: Readonly<Record<string, Attribute>>): Record<string, unknown> {
  const entries = Object.entries(attributes).filter(([, { Type }]) => !Type.startsWith('Binary'));
  return Object.fromEntries(entries.map(([name, attribute]) => [name, readValue(attribute)]));
}

function readValue({ Type, Value }: Attribute): unknown {
  if (Type.startsWith('Number')) return Number(Value);
  return Type === 'String.Array' ? (parsed(Value) ?? Value) : Value;
}

/** A body that is no JSON object has no fields that a policy could let through. */
function bodyOf(text: string): unknown {
  const value = parsed(text);
  return typeof value === 'object' && value !== null ? value : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
