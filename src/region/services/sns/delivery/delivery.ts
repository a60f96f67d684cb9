/** How messages reach subscriptions: by an effect for each, at least once. */
import { WireError } from '../../../errors.ts';
import type { Commit, Outside } from '../../../service.ts';
import type { Confirmation, Delivery } from './protocol.ts';
import { protocolOf } from './protocols.ts';

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
