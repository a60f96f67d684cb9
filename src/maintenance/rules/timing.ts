import type { Tags } from './instance-state.ts';
import { TAG } from './tags.ts';

/** How long an instance took, in seconds; 0 for what is not known. */
export interface Timing {
  readonly bootSeconds: number;
  readonly patchSeconds: number;
  readonly stopSeconds: number;
}

export const UNKNOWN: Timing = { bootSeconds: 0, patchSeconds: 0, stopSeconds: 0 };
const PARTS = Object.keys(UNKNOWN) as (keyof Timing)[];

const each = (value: (part: keyof Timing) => number): Timing =>
  Object.fromEntries(PARTS.map((part) => [part, value(part)])) as unknown as Timing;

/** What an instance took the last time, by its tag. */
export function timingIn(tags: Tags): Timing {
  const texts = (tags[TAG.timing] ?? '').split(' ');
  return each((part) => secondsIn(texts[PARTS.indexOf(part)] ?? ''));
}

/** People can write tags too: what is no number of seconds is not known. */
function secondsIn(text: string): number {
  const seconds = Number(text);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 0;
}

export function timingTag(timing: Timing): { Key: string; Value: string } {
  return { Key: TAG.timing, Value: PARTS.map((part) => timing[part]).join(' ') };
}

/** When the phases of a maintenance began and ended, ISO 8601. */
export interface Phases {
  readonly foundState?: string;
  readonly startedAt?: string;
  readonly readyAt?: string;
  readonly sentAt?: string;
  readonly patchedAt?: string;
  readonly stoppingAt?: string;
  readonly stoppedAt?: string;
}

/** What a maintenance took. What was found running was not booted, so its boot is not known. */
export function timingOf(phases: Phases): Timing {
  const { foundState, startedAt, readyAt, sentAt, patchedAt, stoppingAt, stoppedAt } = phases;
  return {
    bootSeconds: foundState === 'stopped' ? secondsBetween(startedAt, readyAt) : 0,
    patchSeconds: secondsBetween(sentAt, patchedAt),
    stopSeconds: secondsBetween(stoppingAt, stoppedAt),
  };
}

/** Whole seconds; 0 where one of the two is missing. */
export function secondsBetween(from: string | undefined, to: string | undefined): number {
  return from && to ? Math.round((Date.parse(to) - Date.parse(from)) / 1000) : 0;
}

/** The first timing, and the second for what is not known of it. */
export function firstKnown(first: Timing, second: Timing): Timing {
  return each((part) => first[part] || second[part]);
}

/** The median of what is known of several instances. */
export function typicalOf(timings: readonly Timing[]): Timing {
  return each((part) => {
    const sorted = timings
      .map((timing) => timing[part])
      .filter((seconds) => seconds > 0)
      .sort((a, b) => a - b);
    return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  });
}
