import { type AfterPatching, shouldStop } from './after-patching.ts';
import { type FoundState, foundState, type Instance } from './instance-state.ts';
import { heldUntil, type Lease, leasesIn } from './tags.ts';
import { type Timing, timingIn } from './timing.ts';

/** When an instance may be worked on. */
export interface Admission {
  readonly now: Date;
  /** when the window ends */
  readonly end: Date;
  /** nothing begins in the last so many minutes before the end */
  readonly cutoffMinutes: number;
  /** how long an instance takes that was never measured */
  readonly expectedMinutes: number;
  readonly afterPatching: AfterPatching;
  /** the execution that asks; none while a run is only planned */
  readonly owner?: string;
}

/** Why an instance is passed over. */
export type SkipReason =
  | 'Excluded'
  | 'Terminated'
  | 'Leased'
  | 'Held'
  | 'InAutoScalingGroup'
  | 'CannotBeStopped'
  | 'StopProtected'
  | 'Hibernated'
  | 'NotEnoughTime'
  | 'RunStopped';

export type Admitted = { readonly admitted: true; readonly foundState: FoundState } & Timing;
export type NotAdmitted = { readonly admitted: false; readonly reason: SkipReason; readonly because: string };

type Check = (instance: Instance, found: FoundState, admission: Admission) => string | false | undefined;

const willBeStopped = (found: FoundState, { afterPatching }: Admission) => shouldStop(found, afterPatching);

/** In this order: the first that gives a reason decides. */
const CHECKS: readonly [SkipReason, Check][] = [
  ['Leased', ({ tags }, _, { now, owner }) => otherLease(leasesIn(tags), now, owner)],
  ['Held', ({ tags }, _, { now }) => held(heldUntil(tags, now))],
  // Its group would replace it, and a new instance comes from the group's image.
  ['InAutoScalingGroup', ({ tags }) => tags['aws:autoscaling:groupName']],
  ['Hibernated', ({ hibernated }) => hibernated && 'its memory would be lost'],
  [
    'CannotBeStopped',
    ({ stoppable }, found, admission) =>
      !stoppable && willBeStopped(found, admission) && 'it is a spot instance, or its root is an instance store',
  ],
  [
    'StopProtected',
    ({ stopProtected }, found, admission) =>
      stopProtected && willBeStopped(found, admission) && 'DisableApiStop is set',
  ],
  ['NotEnoughTime', ({ tags }, _, admission) => tooLate(timingIn(tags), admission)],
];

/** Whether an instance may be patched now, and how it was found. */
export function admit(instance: Instance, admission: Admission): Admitted | NotAdmitted {
  const { now, owner } = admission;
  const state = foundState(instance);
  if (!state) return { admitted: false, reason: 'Terminated', because: `it is ${instance.state}` };
  // What was woken and never put back was found stopped, however it is seen now.
  const leases = leasesIn(instance.tags).filter((lease) => lease.owner === owner || lease.until <= now);
  const found = leases.some((lease) => lease.found === 'stopped') ? 'stopped' : state;
  for (const [reason, check] of CHECKS) {
    const because = check(instance, found, admission);
    if (because) return { admitted: false, reason, because };
  }
  return { admitted: true, foundState: found, ...timingIn(instance.tags) };
}

const held = (until: string | undefined) => until !== undefined && `until ${until || 'its tag is taken away'}`;

/** The live lease of another execution, if any, in words. */
export function otherLease(leases: readonly Lease[], now: Date, owner: string | undefined): string | undefined {
  const other = leases.find((lease) => lease.owner !== owner && lease.until > now);
  return other && `execution ${other.owner} has it until ${other.until.toISOString()}`;
}

/** Why what begins now could not be finished in the window; undefined when it could. */
export function tooLate(
  timing: Timing,
  { now, end, cutoffMinutes, expectedMinutes }: Omit<Admission, 'afterPatching' | 'owner'>,
): string | undefined {
  const { bootSeconds, patchSeconds, stopSeconds } = timing;
  const seconds = patchSeconds ? bootSeconds + patchSeconds + stopSeconds : expectedMinutes * 60;
  const latest = Math.min(end.getTime() - cutoffMinutes * 60_000, end.getTime() - seconds * 1000);
  if (now.getTime() < latest) return undefined;
  return `it takes ${Math.ceil(seconds / 60)} minutes, the window ends at ${end.toISOString()}`;
}
