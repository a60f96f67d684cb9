import { failed, type Verdict } from './verdict.ts';

/** A wait for something, seen at one moment. */
export interface Wait {
  /** When the waiting began. */
  since: Date;
  /** The moment of looking. */
  now: Date;
  /** How long to wait at most, in seconds. */
  limitSeconds: number;
  /** How long to let pass between two looks at first, in seconds. */
  intervalSeconds: number;
}

// Looking again after 5 % of the time already waited costs at most 5 % of delay, and keeps even a day's wait, begun
// with a look each second, far from the 25,000 events that the history of an execution may have.
const GROWTH = 0.05;
const LONGEST_PAUSE_SECONDS = 60;

/** Seconds from `since` to `now`. */
export function elapsedSeconds({ since, now }: Pick<Wait, 'since' | 'now'>): number {
  return (now.getTime() - since.getTime()) / 1000;
}

/** Whole seconds until it is worth looking again: the interval asked for, and longer the longer the wait has been. */
export function pauseSeconds(wait: Wait): number {
  const grown = Math.min(Math.ceil(elapsedSeconds(wait) * GROWTH), LONGEST_PAUSE_SECONDS);
  return Math.max(wait.intervalSeconds, grown);
}

/** Turns waiting into the named failure once the limit is reached. */
export function unlessTooLate(verdict: Verdict, wait: Wait, error: string): Verdict {
  if (verdict.kind !== 'waiting' || elapsedSeconds(wait) < wait.limitSeconds) return verdict;
  return failed(error, `${verdict.because}, ${wait.limitSeconds} seconds after the wait began`);
}
