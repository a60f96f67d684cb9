import type { ExecutionRow } from '../rows/executions.ts';

/** "Executions that didn't complete successfully in the last 14 days" can be redriven. Milliseconds. */
const redrivablePeriod = 14 * 86_400_000;

export interface RedriveStatus {
  redriveStatus: 'REDRIVABLE' | 'NOT_REDRIVABLE' | 'REDRIVABLE_BY_MAP_RUN';
  redriveStatusReason?: string;
}

/** Why an execution cannot be redriven, the first that holds. Source: API Reference, "DescribeExecution", redriveStatusReason. */
const reasons: readonly ((row: ExecutionRow, now: number) => string | undefined)[] = [
  ({ deleting }) => (deleting ? 'State machine is in DELETING status' : undefined),
  ({ status }) =>
    status === 'RUNNING' || status === 'SUCCEEDED' ? `Execution is ${status} and cannot be redriven` : undefined,
  ({ stoppedAt }, now) =>
    now - (stoppedAt ?? now) > redrivablePeriod ? 'Execution redrivable period exceeded' : undefined,
];

export function redriveStatusOf(row: ExecutionRow, now: number): RedriveStatus {
  for (const reason of reasons) {
    const redriveStatusReason = reason(row, now);
    if (redriveStatusReason !== undefined) return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason };
  }
  return { redriveStatus: row.mapRunArn === null ? 'REDRIVABLE' : 'REDRIVABLE_BY_MAP_RUN' };
}
