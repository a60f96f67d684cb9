import { failed, type Verdict } from './verdict.ts';

/** A wait for something, seen at one moment. */
export interface Wait {
  /** When the waiting began. */
  since: Date;
  /** The moment of looking. */
  now: Date;
  /** How long to wait at most, in seconds. */
  limitSeconds: number;
  /** How long to let pass between two looks at least, in seconds. */
  intervalSeconds: number;
  /** How long it took the last time, in seconds; 0 when that is not known. */
  expectedSeconds: number;
}

// What a look costs (three state transitions and a short invocation, some 0.00008 US$) against a second of idling
// (0.000012 US$ for a t3.medium). Looking every p seconds for t seconds costs t/p looks, and half of p idle seconds at the
// end: least where p = √(2 · price · t). The figures are in docs/operating.md, "How often it looks".
const LOOK_IN_IDLE_SECONDS = 6.6;
const LONGEST_PAUSE_SECONDS = 60;
// What took so long the last time is not looked at much sooner. From then on it may end at any time: for as long as that was
// too early at least, and the longer the farther it is beyond.
const EARLY = 0.95;

/** Seconds from `since` to `now`. */
export function elapsedSeconds({ since, now }: Pick<Wait, 'since' | 'now'>): number {
  return (now.getTime() - since.getTime()) / 1000;
}

/** Whole seconds until it is worth looking again: the cheapest pause, by how uncertain the end is. */
export function pauseSeconds(wait: Pick<Wait, 'since' | 'now' | 'intervalSeconds' | 'expectedSeconds'>): number {
  const { expectedSeconds } = wait;
  const elapsed = elapsedSeconds(wait);
  const early = EARLY * expectedSeconds - elapsed;
  const uncertain = Math.max((1 - EARLY) * expectedSeconds, elapsed - expectedSeconds);
  const cheapest = Math.sqrt(2 * LOOK_IN_IDLE_SECONDS * uncertain);
  const pause = early > 0 ? early : Math.min(cheapest, LONGEST_PAUSE_SECONDS);
  return Math.max(wait.intervalSeconds, Math.ceil(pause));
}

/** Turns waiting into the named failure once the limit is reached. */
export function unlessTooLate(verdict: Verdict, wait: Wait, error: string): Verdict {
  if (verdict.kind !== 'waiting' || elapsedSeconds(wait) < wait.limitSeconds) return verdict;
  return failed(error, `${verdict.because}, ${wait.limitSeconds} seconds after the wait began`);
}
