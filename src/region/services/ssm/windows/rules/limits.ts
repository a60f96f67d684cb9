/** MaxConcurrency and MaxErrors of a task: a number, or a percentage of its targets. */
import { type Counts, total } from './status.ts';

export interface Limits {
  /** `10` or `10%` */
  readonly MaxConcurrency: string;
  readonly MaxErrors: string;
}

/** How many invocations may begin now. A percentage of few targets still lets one run. */
export function mayStart(counts: Counts, limits: Limits): number {
  if (tooManyErrors(counts, limits)) return 0;
  const most = Math.max(1, share(limits.MaxConcurrency, total(counts)));
  return Math.max(0, Math.min(counts.PENDING ?? 0, most - (counts.IN_PROGRESS ?? 0)));
}

/** "The maximum number of errors allowed before this task stops being scheduled": one more than that stops it. */
export function tooManyErrors(counts: Counts, limits: Limits): boolean {
  const errors = (counts.FAILED ?? 0) + (counts.TIMED_OUT ?? 0);
  return errors > share(limits.MaxErrors, total(counts));
}

function share(value: string, targets: number): number {
  return value.endsWith('%') ? Math.floor((targets * Number(value.slice(0, -1))) / 100) : Number(value);
}
