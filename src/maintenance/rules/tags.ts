import { FOUND_STATES, type FoundState, type Tags } from './instance-state.ts';

/** The tags that wakepatch writes; `hold` is for people to write. */
export const TAG = {
  /** followed by the name of the execution that holds the lease */
  lease: 'wakepatch:lease:',
  /** a date until which the instance is neither woken nor stopped */
  hold: 'wakepatch:hold',
  /** such as `Patched Installed` */
  outcome: 'wakepatch:outcome',
  /** when the patch state was last seen to be clean, ISO 8601 */
  verified: 'wakepatch:verified',
  /** how many seconds its boot, its patch command and its stop took, such as `40 600 20` */
  timing: 'wakepatch:timing',
} as const;

/** Who woke an instance, how it was found, and until when it may be kept awake. */
export interface Lease {
  readonly owner: string;
  readonly found: FoundState;
  readonly until: Date;
}

/** A lease as a tag: each execution has a key of its own, so that none overwrites the lease of another. */
export function leaseTag({ owner, found, until }: Lease): { Key: string; Value: string } {
  return { Key: TAG.lease + owner, Value: `${found} ${until.toISOString()}` };
}

/** All leases on an instance, those that have expired too. What is no lease is passed over. */
export function leasesIn(tags: Tags): Lease[] {
  return Object.entries(tags).flatMap(([key, value = '']) => {
    const [state, time = ''] = value.split(' ');
    const found = FOUND_STATES.find((one) => one === state);
    const until = new Date(time);
    if (!key.startsWith(TAG.lease) || !found || Number.isNaN(until.getTime())) return [];
    return [{ owner: key.slice(TAG.lease.length), found, until }];
  });
}

/** Until when people hold the instance; undefined when they do not. A tag that is no date holds until it is taken away. */
export function heldUntil(tags: Tags, now: Date): string | undefined {
  const hold = tags[TAG.hold];
  if (hold === undefined || new Date(hold) <= now) return undefined;
  return hold;
}

/** When the patch state was last seen to be clean; undefined: never, or the tag is no time. */
export function verifiedIn(tags: Tags): Date | undefined {
  const verified = new Date(tags[TAG.verified] ?? Number.NaN);
  return Number.isNaN(verified.getTime()) ? undefined : verified;
}
