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
  /** When it is worth looking, in seconds since the waiting began, ascending; empty when nothing is known. */
  looks: readonly number[];
  /** When to have looked, whatever is worth it: something has to be done then. */
  latest?: Date;
}

// What a look costs (three state transitions and a short invocation, some 0.00008 US$) against a second of idling
// (0.000012 US$ for a t3.medium). Looking every p seconds for t seconds costs t/p looks, and half of p idle seconds at the
// end: least where p = √(2 · price · t). The figures are in docs/operating.md, "How often it looks".
const LOOK_IN_IDLE_SECONDS = 6.6;
const LONGEST_PAUSE_SECONDS = 60;
// After the last planned look it may end at any time: for as long as a twentieth of the time before it at least.
const UNCERTAIN = 0.05;

/** Seconds from `since` to `now`. */
export function elapsedSeconds({ since, now }: Pick<Wait, 'since' | 'now'>): number {
  return (now.getTime() - since.getTime()) / 1000;
}

/** Whole seconds until it is worth looking again: as planned, and then the cheapest pause, by how uncertain the end is. */
export function pauseSeconds(wait: Omit<Wait, 'limitSeconds'>): number {
  const { looks, now, latest } = wait;
  const elapsed = elapsedSeconds(wait);
  const next = looks.find((look) => look > elapsed);
  const uncertain = elapsed - (1 - UNCERTAIN) * (looks.at(-1) ?? 0);
  const cheapest = Math.min(Math.sqrt(2 * LOOK_IN_IDLE_SECONDS * uncertain), LONGEST_PAUSE_SECONDS);
  const pause = next ? next - elapsed : cheapest;
  const left = latest ? elapsedSeconds({ since: now, now: latest }) : pause;
  return Math.max(wait.intervalSeconds, Math.ceil(Math.min(pause, left)));
}

/** Turns waiting into the named failure once the limit is reached. */
export function unlessTooLate(verdict: Verdict, wait: Wait, error: string): Verdict {
  if (verdict.kind !== 'waiting' || elapsedSeconds(wait) < wait.limitSeconds) return verdict;
  return failed(error, `${verdict.because}, ${wait.limitSeconds} seconds after the wait began`);
}
