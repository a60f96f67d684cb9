/** Holding an instance: while its hold lasts it is neither woken nor, once awake, stopped. */
import type { Clients } from '../aws/clients.ts';
import { heldUntil, TAG } from '../maintenance/rules/tags.ts';
import { Failure } from './failure.ts';
import { timeAt } from './fleet/time.ts';
import { describeInstance, tagsOf } from './instances.ts';

export interface Hold {
  readonly instanceId: string;
  readonly name: string;
  /** the tag's value now: a date, or for as long as it stands */
  readonly until: string;
  /** what it was before, where it held already */
  readonly before?: string;
}

/** The value of a hold that lasts until somebody takes it away: no date, for a date would end it. */
export const untilReleased = 'released';

/** @param until default: until it is released. @throws Failure for a time that is over, and for an instance that is not there */
export async function hold(clients: Clients, instanceId: string, until?: Date): Promise<Hold> {
  const instance = await describeInstance(clients, instanceId);
  if (instance.State?.Name === 'terminated')
    throw new Failure(`${instanceId} is terminated. There is nothing to hold.`);
  const now = await timeAt(clients);
  if (until && until <= now)
    throw new Failure(
      `${until.toISOString()} is over; at the endpoint it is ${now.toISOString()}. Name a later time with --until.`,
      'usage',
    );
  const tags = tagsOf(instance);
  const value = until?.toISOString() ?? untilReleased;
  await clients.ec2.createTags({ Resources: [instanceId], Tags: [{ Key: TAG.hold, Value: value }] });
  return { instanceId, name: tags.Name ?? '', until: value, before: heldUntil(tags, now) };
}

/** @returns what held it; undefined when nothing did. @throws Failure for an instance that is not there */
export async function release(clients: Clients, instanceId: string): Promise<string | undefined> {
  const value = tagsOf(await describeInstance(clients, instanceId))[TAG.hold];
  if (value !== undefined) await clients.ec2.deleteTags({ Resources: [instanceId], Tags: [{ Key: TAG.hold }] });
  return value;
}
