/** Holding many instances at once: while a hold lasts, an instance is neither woken nor, once awake, stopped. */
import type { Clients } from '../../aws/clients.ts';
import { TAG } from '../../maintenance/rules/tags.ts';
import { Failure } from '../failure.ts';
import { timeAt } from './time.ts';

/** A hold that lasts until somebody takes it away is one of no date, for a date would end it. */
export const untilReleased = 'released';

/** The most resources of a call. Source: EC2 API Reference, "CreateTags". */
const atATime = 1000;

/** @param until default: until they are released. @throws Failure for a time that is over */
export async function holdAll(clients: Clients, ids: readonly string[], until?: Date): Promise<void> {
  const now = until && (await timeAt(clients));
  if (until && now && !(until > now))
    throw new Failure(
      `${until.toISOString()} is over; at the endpoint it is ${now.toISOString()}. Choose a later time.`,
      'usage',
    );
  const Tags = [{ Key: TAG.hold, Value: until?.toISOString() ?? untilReleased }];
  for (const Resources of batches(ids)) await clients.ec2.createTags({ Resources, Tags });
}

export async function releaseAll(clients: Clients, ids: readonly string[]): Promise<void> {
  for (const Resources of batches(ids)) await clients.ec2.deleteTags({ Resources, Tags: [{ Key: TAG.hold }] });
}

function batches(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / atATime) }, (_, index) =>
    ids.slice(index * atATime, (index + 1) * atATime),
  );
}
