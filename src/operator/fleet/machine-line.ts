/** A machine as the fleet's page has it: one line, made of all that is known. Pure. */

import { admit, type SkipReason } from '../../maintenance/rules/admission.ts';
import { AFTER_PATCHING, type AfterPatching } from '../../maintenance/rules/after-patching.ts';
import { isStale, staleDays } from '../../maintenance/rules/fleet-order.ts';
import type { Tags } from '../../maintenance/rules/instance-state.ts';
import { isFailure, OUTCOMES, type Outcome } from '../../maintenance/rules/outcome.ts';
import { heldUntil, leasesIn, TAG, verifiedIn } from '../../maintenance/rules/tags.ts';
import type { Seen } from './inventory.ts';

/** Why a machine needs somebody, the most pressing first. */
export const attentions = ['alarm', 'failed', 'stale'] as const;
export type Attention = (typeof attentions)[number];

/** What members are absent is not so, or not known. Times are ISO 8601. */
export interface MachineLine {
  readonly id: string;
  readonly name?: string;
  /** as EC2 has it */
  readonly state: string;
  readonly attention?: Attention;
  /** longer without a verified patch than the objective allows */
  readonly isStale?: true;
  /** whole days since it was last seen to be clean; absent: never */
  readonly days?: number;
  readonly verified?: string;
  /** of the last run that came to it, or passed it over */
  readonly outcome?: Outcome;
  readonly reason?: string;
  /** how that run found it, or how the execution that has it now did */
  readonly found?: string;
  /** how many patches are missing */
  readonly missing?: number;
  /** who it was left on for */
  readonly leftOn?: string;
  /** who has it now, or had it and did not put it back */
  readonly lease?: { readonly owner: string; readonly until: string };
  /** until when people hold it: a date, or any other word */
  readonly hold?: string;
  /** why the next window would pass it over, so far as it is known now */
  readonly passedOver?: SkipReason;
  readonly because?: string;
}

/** What the newest report tells of a machine. */
export interface Reported {
  readonly outcome: Outcome;
  readonly reason: string;
  readonly foundState?: string;
  readonly leftOn?: string;
  readonly missing?: number;
}

/** What a machine's last run came to, where no tag tells. */
export type Last = Pick<Reported, 'outcome' | 'reason' | 'foundState'>;

export interface Circumstances {
  readonly now: Date;
  /** the staleness objective, in days; undefined: the stack has none */
  readonly objectiveDays?: number;
  /** when the next window opens and ends; undefined when none will */
  readonly window?: { readonly opens: Date; readonly ends: Date };
  readonly cutoffMinutes: number;
  readonly expectedMinutes: number;
  readonly afterPatching: AfterPatching;
  /** instances with this tag are passed over */
  readonly excludeTagKey?: string;
}

/** What else is known of one machine. */
export interface Known {
  readonly reported?: Reported;
  /** when the run of that report ended */
  readonly reportEnded?: Date;
  /** newer than the report */
  readonly last?: Last;
  /** counts of its newest patch state, and when that was clean */
  readonly missing?: number;
  readonly cleanAt?: Date;
}

export function machineLine(seen: Seen, known: Known, circumstances: Circumstances): MachineLine {
  const { id, state, tags } = seen;
  const { now, objectiveDays } = circumstances;
  const verified = verifiedIn(tags) ?? known.cleanAt;
  const leases = leasesIn(tags);
  const lease = leases.find(({ until }) => until > now) ?? leases[0];
  const last = known.last ?? lastOf(tags, known.reported, known.reportEnded);
  const skip = passedOver(seen, circumstances);
  const line: MachineLine = {
    id,
    name: tags.Name,
    state,
    days: staleDays({ instanceId: id, verified }, now),
    verified: verified?.toISOString(),
    outcome: last?.outcome,
    reason: last?.reason,
    found: lease?.found ?? known.last?.foundState ?? known.reported?.foundState,
    missing: known.missing ?? known.reported?.missing,
    leftOn: state === 'running' ? known.reported?.leftOn : undefined,
    lease: lease && { owner: lease.owner, until: lease.until.toISOString() },
    hold: heldUntil(tags, now),
    passedOver: skip?.reason,
    because: skip?.because,
  };
  const isOld = objectiveDays !== undefined && isStale({ instanceId: id, verified }, now, objectiveDays);
  return {
    ...line,
    isStale: isOld || undefined,
    attention: isLeftAwake(seen, now) ? 'alarm' : attentionOf(line, isOld),
  };
}

/** Woken, and nobody's any more, and on. Source: rules of LeaseSweeper. */
function isLeftAwake({ state, tags }: Seen, now: Date): boolean {
  const leases = leasesIn(tags);
  const isHad = leases.some(({ until }) => until > now) || heldUntil(tags, now) !== undefined;
  return state !== 'stopped' && !isHad && leases.some(({ found }) => found === 'stopped');
}

function attentionOf({ outcome, state }: MachineLine, isOld: boolean): Attention | undefined {
  // What was left awake and is off by now was stopped by the sweeper, or by somebody.
  const isOver = outcome === 'LeftAwake' && state === 'stopped';
  if (outcome === 'LeftAwake' && !isOver) return 'alarm';
  if (outcome && isFailure(outcome) && !isOver) return 'failed';
  return isOld ? 'stale' : undefined;
}

/**
 * What the last run came to. The tag tells of whatever came to the machine last, also by itself; a run that passed it over in
 * its plan writes none, and is told of by its report. A failure stays one until something else comes of the machine.
 */
export function lastOf(tags: Tags, reported: Reported | undefined, reportEnded?: Date): Last | undefined {
  const tagged = outcomeIn(tags);
  if (!tagged || !reported) return tagged ?? reported;
  const verified = verifiedIn(tags);
  const isSince = verified !== undefined && reportEnded !== undefined && verified > reportEnded;
  return reported.outcome === 'Skipped' && !isFailure(tagged.outcome) && !isSince ? reported : tagged;
}

/** People can write tags too: what is no outcome tells nothing. */
export function outcomeIn(tags: Tags): Last | undefined {
  const [word = '', reason = ''] = (tags[TAG.outcome] ?? '').split(' ');
  const outcome = OUTCOMES.find((one) => one === word);
  return outcome && { outcome, reason };
}

function passedOver(seen: Seen, circumstances: Circumstances) {
  const { window, excludeTagKey } = circumstances;
  if (excludeTagKey && seen.tags[excludeTagKey] !== undefined)
    return { reason: 'Excluded' as const, because: `it has the tag ${excludeTagKey}` };
  if (!window) return undefined;
  const admission = { ...circumstances, now: window.opens, end: window.ends };
  const launchTime = seen.launchTime === undefined ? undefined : new Date(seen.launchTime);
  const admitted = admit({ ...seen, launchTime }, admission);
  return admitted.admitted ? undefined : admitted;
}

/** From a stack's parameters; what is no such word is the default of the template. */
export function afterPatchingOf(value: string | undefined): AfterPatching {
  return AFTER_PATCHING.find((one) => one === value) ?? 'RestoreFoundState';
}
