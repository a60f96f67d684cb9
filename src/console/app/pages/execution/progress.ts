import type { MapRunLine } from '../../../views/execution.ts';

/** How many of the executions of a Map Run are over, and of how many. */
export function doneOf({ counts }: Pick<MapRunLine, 'counts'>): { done: number; total: number } {
  const { total = 0, pending = 0, running = 0 } = counts;
  return { done: total - pending - running, total };
}

/** `12 of 40 done`, of all Map Runs of a state; undefined without one. */
export function progressOf(runs: readonly MapRunLine[], state: string): string | undefined {
  const all = runs.filter((run) => run.state === state).map(doneOf);
  if (all.length === 0) return undefined;
  const sum = (member: 'done' | 'total') => all.reduce((total, each) => total + each[member], 0);
  return `${sum('done')} of ${sum('total')} done`;
}
