/** The phases of a run on one machine, as its record tells them. Pure. */
import type { LifeRun } from '../../../../operator/fleet/life.ts';

export interface Phase {
  readonly name: string;
  /** ISO 8601 */
  readonly at: string;
  /** since the phase before */
  readonly seconds?: number;
}

const phases = [
  ['Woken', 'startedAt'],
  ['Ready', 'readyAt'],
  ['Command sent', 'sentAt'],
  ['Patched', 'patchedAt'],
  ['Stopped', 'stoppedAt'],
  ['Execution ended', 'ended'],
] as const satisfies readonly (readonly [string, keyof LifeRun])[];

/** In the order of time; those that it came to. */
export function phasesOf(run: LifeRun): Phase[] {
  const reached = phases.flatMap(([name, member]) => {
    const at = run[member];
    return at === undefined ? [] : [{ name, at }];
  });
  return reached.map((phase, index) => {
    const before = reached[index - 1];
    return before ? { ...phase, seconds: Math.round((Date.parse(phase.at) - Date.parse(before.at)) / 1000) } : phase;
  });
}
