/** How messages reach subscriptions: by an effect for each, at least once. */
import { WireError } from '../../../errors.ts';
import type { Commit, Outside } from '../../../service.ts';
import type { Message } from '../message.ts';
import { protocolOf } from './protocols.ts';

/** One message on its way to one subscription. */
export interface Delivery {
  /** uuid, the same each time that it is tried */
  id: string;
  topic: { arn: string; name: string; displayName: string };
  subscription: { arn: string; protocol: string; endpoint: string };
  message: Message;
}

/** The request to confirm a subscription, on its way to its endpoint. */
export interface Confirmation extends Omit<Delivery, 'message'> {
  token: string;
  /** ISO 8601, with milliseconds */
  timestamp: string;
}

const nothing: Commit = () => {};

/**
 * What passes is tried again by the outbox; what needs somebody to put it right, a missing function or permission, is given
 * up. Source: SNS Developer Guide, "Amazon SNS message delivery retries".
 */
export async function deliver(delivery: Delivery, outside: Outside): Promise<Commit> {
  const { protocol, arn } = delivery.subscription;
  try {
    await protocolOf(protocol).deliver(delivery, outside);
  } catch (error) {
    if (!(error instanceof WireError) || error.status === 429 || error.status >= 500) throw error;
    outside.log(`The message ${delivery.message.id} was not delivered to the subscription ${arn}: ${error.message}`);
  }
  return nothing;
}

export async function askToConfirm(confirmation: Confirmation, outside: Outside): Promise<Commit> {
  await protocolOf(confirmation.subscription.protocol).askToConfirm?.(confirmation, outside);
  return nothing;
}
