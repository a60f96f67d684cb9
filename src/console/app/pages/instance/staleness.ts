/** How many days a machine was without a verified patch, over time. Pure. */
import type { LifeRun } from '../../../../operator/fleet/life.ts';

export interface Point {
  /** milliseconds since epoch */
  readonly at: number;
  readonly days: number;
}

const day = 86_400_000;

/**
 * It grows by a day each day, and each run that proves the machine clean begins anew.
 * @param runs the newest first
 * @returns none where fewer than two runs have proven it clean: there is no course yet
 */
export function stalenessOf(runs: readonly LifeRun[], now: Date): Point[] {
  const proofs = runs
    .filter(({ isClean }) => isClean)
    .map(({ patchedAt, at }) => Date.parse(patchedAt ?? at))
    .sort((a, b) => a - b);
  if (proofs.length < 2) return [];
  return [...proofs, now.getTime()].flatMap((at, index) => {
    const before = proofs[index - 1];
    const isNow = index === proofs.length;
    const grown = before === undefined ? [] : [{ at, days: (at - before) / day }];
    return isNow ? grown : [...grown, { at, days: 0 }];
  });
}

export interface Box {
  readonly width: number;
  readonly height: number;
}

/** The corners of a line in a box, the origin at its lower left. */
export function cornersOf(points: readonly Point[], most: number, { width, height }: Box): { x: number; y: number }[] {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return [];
  const span = Math.max(1, last.at - first.at);
  return points.map(({ at, days }) => ({
    x: ((at - first.at) / span) * width,
    y: height - (days / most) * height,
  }));
}
