import type { Instance } from './instance-state.ts';
import { heldUntil, leasesIn } from './tags.ts';

/** What is seen of a woken instance just before it is stopped. */
export interface Use {
  readonly now: Date;
  readonly owner: string;
  /** when it was started for this maintenance */
  readonly launchTime: Date | undefined;
  /** who has a session of Session Manager open */
  readonly sessions: readonly string[];
  /** who is logged in, as `who` has it */
  readonly users: readonly string[];
}

/** Why an instance that was woken is left on: somebody has it. */
export interface LeftOn {
  readonly reason: 'LeaseGone' | 'StartedAnew' | 'Held' | 'SessionOpen' | 'UserLoggedIn';
  readonly who: string;
}

/** Who has the instance now; undefined when nobody has, so that it may be stopped. */
export function inUse(instance: Instance, use: Use): LeftOn | undefined {
  const { launchTime } = instance;
  if (!leasesIn(instance.tags).some(({ owner }) => owner === use.owner))
    return { reason: 'LeaseGone', who: 'whoever took the lease away' };
  if (use.launchTime && launchTime && launchTime > use.launchTime)
    return { reason: 'StartedAnew', who: `whoever started it at ${launchTime.toISOString()}` };
  const held = heldUntil(instance.tags, use.now);
  if (held !== undefined) return { reason: 'Held', who: `whoever holds it until ${held}` };
  if (use.sessions.length) return { reason: 'SessionOpen', who: use.sessions.join(', ') };
  if (use.users.length) return { reason: 'UserLoggedIn', who: use.users.join(', ') };
  return undefined;
}
