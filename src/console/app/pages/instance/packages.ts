/** The two runs between which packages are compared. Pure. */
import type { LifeRun } from '../../../../operator/fleet/life.ts';
import { type Between, together } from '../../../../operator/fleet/package-changes.ts';

/** Stands for the time before any run. */
export const beforeAll = '';

const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** The oldest first. @param runs the newest first */
export function choicesOf(runs: readonly LifeRun[]): { key: string; title: string }[] {
  const after = runs.toReversed().map(({ key, at, outcome }) => ({
    key,
    title: `after ${format.format(new Date(at))}${outcome ? `, ${outcome}` : ''}`,
  }));
  return after.length ? [{ key: beforeAll, title: 'before all runs' }, ...after] : [];
}

/** In either order of the two. Runs that sent no command changed nothing. @param runs the newest first */
export function packagesBetween(runs: readonly LifeRun[], one: string, other: string): Between {
  const inTime = runs.toReversed();
  const place = (key: string) => (key === beforeAll ? 0 : inTime.findIndex((run) => run.key === key) + 1);
  const [from = 0, to = 0] = [place(one), place(other)].sort((a, b) => a - b);
  const between = inTime.slice(from, to).filter(({ commandId }) => commandId !== undefined);
  return together(between.map(({ changes }) => changes));
}
