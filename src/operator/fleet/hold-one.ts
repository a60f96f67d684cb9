/** Holding one instance: while its hold lasts it is neither woken nor, once awake, stopped. */
import type { Clients } from '../../aws/clients.ts';
import { heldUntil, TAG } from '../../maintenance/rules/tags.ts';
import { Failure } from '../failure.ts';
import { describeInstance, tagsOf } from '../instances.ts';
import { holdAll, releaseAll, untilReleased } from './hold.ts';
import { timeAt } from './time.ts';

export interface Hold {
  readonly instanceId: string;
  readonly name: string;
  /** the tag's value now: a date, or `untilReleased` */
  readonly until: string;
  /** what it was before, where it held already */
  readonly before?: string;
}

/** @param until default: until it is released. @throws Failure for a time that is over, and for an instance that is not there */
export async function hold(clients: Clients, instanceId: string, until?: Date): Promise<Hold> {
  const instance = await describeInstance(clients, instanceId);
  if (instance.State?.Name === 'terminated')
    throw new Failure(`${instanceId} is terminated. There is nothing to hold.`);
  const tags = tagsOf(instance);
  await holdAll(clients, [instanceId], until);
  return {
    instanceId,
    name: tags.Name ?? '',
    until: until?.toISOString() ?? untilReleased,
    before: heldUntil(tags, await timeAt(clients)),
  };
}

/** @returns what held it; undefined when nothing did. @throws Failure for an instance that is not there */
export async function release(clients: Clients, instanceId: string): Promise<string | undefined> {
  const value = tagsOf(await describeInstance(clients, instanceId))[TAG.hold];
  if (value !== undefined) await releaseAll(clients, [instanceId]);
  return value;
}
