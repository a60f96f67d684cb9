/** How events reach targets: by an effect for each, at least once, tried again as the target's retry policy says. */
import { WireError } from '../../errors.ts';
import { type Commit, type Context, type Outside, type Principal, servicePrincipal } from '../../service.ts';
import type { Event } from './event.ts';
import { type RuleRow, targets } from './rows.ts';
import { targetKindOf } from './targets/index.ts';
import { inputFor } from './targets/input.ts';
import type { Delivery } from './targets/target.ts';

/** The defaults of a RetryPolicy. Source: EventBridge User Guide, "How EventBridge retries delivering events". */
const mostRetries = 185;
/** seconds */
const largestAge = 86_400;

export const eventBridge = (source?: string): Principal => servicePrincipal('events.amazonaws.com', source);

/** Sends an event to all targets of a rule. */
export function send(context: Context, { arn, name }: Pick<RuleRow, 'arn' | 'name'>, event: Event): void {
  for (const target of targets.of(context.db, arn)) {
    const id = `${event.id}_${context.uuid()}`;
    const delivery: Delivery = { id, rule: { arn, name }, target, event, ingested: context.now };
    context.addEffect({ service: 'events', name: 'deliver', key: id, payload: delivery });
  }
}

const nothing: Commit = () => {};

/** Gives the event to its target. What it throws is tried again by the outbox, with its back-off. */
export async function deliver(delivery: Delivery, outside: Outside, { attempt }: { attempt: number }): Promise<Commit> {
  try {
    const { rule, target } = delivery;
    const principal = outside.transaction(eventBridge(), (context) =>
      target.RoleArn === undefined
        ? eventBridge(rule.arn)
        : context.assume(target.RoleArn, 'events.amazonaws.com', sessionOf(delivery)),
    );
    await targetKindOf(target.Arn!)!.deliver(delivery, inputFor(delivery), outside, principal);
  } catch (error) {
    if (!(error instanceof WireError) || mayRetry(error, delivery, outside.clock.now(), attempt)) throw error;
    const { event, rule, target } = delivery;
    outside.log(
      `The event ${event.id} (${event['detail-type']}) of the rule ${rule.name} was not delivered to ${target.Arn}: ${error.message}`,
    );
  }
  return nothing;
}

const sessionOf = ({ event }: Delivery): string => event.id.replaceAll('-', '');

/**
 * What passes is tried again; what needs somebody to put it right, a missing permission or target, is not.
 * Source: EventBridge User Guide, "Using dead-letter queues to process undelivered events in EventBridge".
 */
function mayRetry(error: WireError, { target, ingested }: Delivery, now: number, attempt: number): boolean {
  const { MaximumRetryAttempts = mostRetries, MaximumEventAgeInSeconds = largestAge } = target.RetryPolicy ?? {};
  const passes = error.status === 429 || error.status >= 500 || /Throttl|LimitExceeded/.test(error.code);
  return passes && attempt < MaximumRetryAttempts && now - ingested < MaximumEventAgeInSeconds * 1000;
}
