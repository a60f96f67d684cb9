/** A machine in the timeline of a run, as plain data. Pure. */
import type { Outcome } from '../../maintenance/rules/outcome.ts';
import type { Member } from '../fleet/plan.ts';
import type { Told } from '../fleet/report.ts';

/** What is done to a machine, in the order in which it is done. */
export const phases = ['wake', 'ready', 'patch', 'reboot', 'verify', 'stop'] as const;
export type Phase = (typeof phases)[number];

/** When a phase began. It lasts until the next one begins. */
export interface Mark {
  readonly phase: Phase;
  /** milliseconds since epoch */
  readonly at: number;
}

export type Standing = 'waiting' | 'underWay' | 'ended' | 'passedOver';

export interface Machine {
  readonly instanceId: string;
  readonly name?: string;
  readonly standing: Standing;
  /** one of those that go first */
  readonly canary?: boolean;
  readonly marks: readonly Mark[];
  /** when the last phase ended, in milliseconds since epoch; undefined while it goes on */
  readonly end?: number;
  readonly outcome?: Outcome;
  readonly reason?: string;
  /** in words: why it was passed over */
  readonly because?: string;
  /** the first error's own words */
  readonly cause?: string;
  /** who is there, for whom it was left on */
  readonly leftOn?: string;
  readonly awakeSeconds?: number;
  /** how many packages are other than before */
  readonly changes?: number;
  readonly executionArn?: string;
  readonly commandId?: string;
}

/** The times of a record, with the phase that each begins. */
const recorded = [
  ['startedAt', 'wake'],
  ['readyAt', 'ready'],
  ['sentAt', 'patch'],
  ['rebootedAt', 'reboot'],
  ['patchedAt', 'verify'],
  ['stoppingAt', 'stop'],
] as const satisfies readonly [string, Phase][];

/**
 * The phases that a record tells of. Of a second boot it does not tell when it was over: the proof, which follows it, is then
 * a part of `reboot`.
 */
export function marksIn(told: Told): Mark[] {
  return recorded
    .filter(([time, phase]) => told[time] && !(phase === 'verify' && told.rebootedAt))
    .map(([time, phase]) => ({ phase, at: Date.parse(String(told[time])) }));
}

/** A machine whose maintenance is over, or was cut off, from its record. */
export function endedMachine(told: Told, machine: Pick<Machine, 'canary' | 'executionArn'> = {}): Machine {
  const { instanceId, name, outcome, reason, because, cause, leftOn, awakeSeconds, changes } = told;
  const marks = marksIn(told);
  const end = told.stoppedAt ?? told.now;
  return {
    ...machine,
    instanceId,
    name,
    standing: outcome === 'Skipped' && marks.length === 0 ? 'passedOver' : 'ended',
    marks,
    end: marks.length && end ? Math.max(Date.parse(end), marks.at(-1)!.at) : undefined,
    outcome,
    reason,
    // Of what was not passed over it has what the last look waited for.
    because: outcome === 'Skipped' ? because : undefined,
    cause,
    leftOn: leftOn && `${leftOn.reason}: ${leftOn.who}`,
    awakeSeconds,
    changes: changes?.length,
    commandId: typeof told.commandId === 'string' ? told.commandId : undefined,
  };
}

/** A machine of the plan to which nothing has happened yet. */
export function plannedMachine({ instanceId, name, admitted, reason, because }: Member, canary: boolean): Machine {
  return admitted
    ? { instanceId, name, canary, standing: 'waiting', marks: [] }
    : { instanceId, name, standing: 'passedOver', marks: [], outcome: 'Skipped', reason, because };
}
