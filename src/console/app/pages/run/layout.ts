/** Where what stands in a timeline. Pure: instants in milliseconds since epoch, places as shares of the width. */
import type { Machine, Mark, Phase } from '../../../../operator/timeline/machine.ts';

/** A phase of a machine, from when to when. */
export interface Span {
  readonly phase: Phase;
  readonly from: number;
  readonly to: number;
  /** it goes on */
  readonly open: boolean;
}

/** @param now until when the last phase lasts that has no end yet */
export function spansOf({ marks, end }: Pick<Machine, 'marks' | 'end'>, now: number): Span[] {
  return marks.map(({ phase, at }: Mark, index) => {
    const next = marks[index + 1]?.at;
    const open = next === undefined && end === undefined;
    return { phase, from: at, to: Math.max(at, next ?? end ?? now), open };
  });
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * What the timeline shows: all that happened, and the window's end where that is not so far away that the bars would be slivers.
 */
export function rangeOf(machines: readonly Machine[], began: number, now: number, lines: readonly number[]): Range {
  let to = began + 60_000;
  for (const machine of machines) {
    const last = machine.end ?? (machine.marks.length ? now : 0);
    if (last > to) to = last;
  }
  const used = to - began;
  for (const line of lines) if (line > to && line - began <= 1.5 * used) to = line;
  return { from: began, to: to + (to - began) * 0.02 };
}

/** 0 at the left edge, 1 at the right; not beyond them. */
export function place(at: number, { from, to }: Range): number {
  return Math.min(1, Math.max(0, (at - from) / (to - from)));
}

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map((minutes) => minutes * 60_000);

/** Where the axis has its ticks: at round minutes since the run began. @param most so many fit */
export function ticksOf({ from, to }: Range, most: number): number[] {
  const step =
    steps.find((each) => (to - from) / each <= most) ?? Math.ceil((to - from) / most / 86_400_000) * 86_400_000;
  const found: number[] = [];
  for (let at = from; at <= to; at += step) found.push(at);
  return found;
}

/** How many machines are in which phase, at each of some points in time. */
export interface Sample {
  readonly at: number;
  readonly counts: Readonly<Record<Phase, number>>;
}

const none: Record<Phase, number> = { wake: 0, ready: 0, patch: 0, reboot: 0, verify: 0, stop: 0 };

/** @param count of points, spread evenly */
export function crowd(machines: readonly Machine[], range: Range, now: number, count: number): Sample[] {
  const step = (range.to - range.from) / count;
  const samples = Array.from({ length: count }, (_, index) => ({
    at: range.from + (index + 0.5) * step,
    counts: { ...none },
  }));
  for (const machine of machines)
    for (const { phase, from, to } of spansOf(machine, now)) {
      const first = Math.max(0, Math.ceil((from - range.from) / step - 0.5));
      const last = Math.min(count - 1, Math.ceil((to - range.from) / step - 0.5) - 1);
      for (let index = first; index <= last; index += 1) samples[index]!.counts[phase] += 1;
    }
  return samples;
}
