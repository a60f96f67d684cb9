/** GetExecutionHistory takes some twenty requests a second. */
const lookedAtOnce = 20;

/**
 * Those whose turn it is to be looked at: first what was never looked at, then what was looked at longest ago.
 * @param seen the number of the look that saw it last; undefined when none has
 */
export function inTurn<T>(executions: readonly T[], seen: (execution: T) => number | undefined): T[] {
  return executions.toSorted((a, b) => (seen(a) ?? 0) - (seen(b) ?? 0)).slice(0, lookedAtOnce);
}
