import { longestHistory } from '../../../../asl/index.ts';
import type { Context } from '../../../service.ts';
import { events } from '../rows/events.ts';
import type { ExecutionRow } from '../rows/executions.ts';
import { deadlineOf } from './limits.ts';

/** "Executions that didn't complete successfully in the last 14 days" can be redriven. Milliseconds. */
const redrivablePeriod = 14 * 86_400_000;

/** What of an execution decides whether it can be redriven. */
type Candidate = Pick<
  ExecutionRow,
  'sequence' | 'type' | 'deleting' | 'status' | 'startedAt' | 'stoppedAt' | 'mapRunArn'
>;

export interface RedriveStatus {
  redriveStatus: 'REDRIVABLE' | 'NOT_REDRIVABLE' | 'REDRIVABLE_BY_MAP_RUN';
  redriveStatusReason?: string;
}

/** Why an execution cannot be redriven, the first that holds. Source: API Reference, "DescribeExecution", redriveStatusReason. */
const reasons: readonly ((context: Context, candidate: Candidate) => string | undefined)[] = [
  (_, { deleting }) => (deleting ? 'State machine is in DELETING status' : undefined),
  (_, { status }) =>
    status === 'RUNNING' || status === 'SUCCEEDED' ? `Execution is ${status} and cannot be redriven` : undefined,
  // There has to be room for ExecutionRedriven and one more event.
  ({ db }, { sequence }) =>
    events.lastId(db, sequence) >= longestHistory - 1 ? 'Execution history event limit exceeded' : undefined,
  ({ now }, candidate) => (now >= deadlineOf(candidate) ? 'Execution has exceeded the max execution time' : undefined),
  ({ now }, { stoppedAt }) =>
    now - (stoppedAt ?? now) > redrivablePeriod ? 'Execution redrivable period exceeded' : undefined,
];

export function redriveStatusOf(context: Context, candidate: Candidate): RedriveStatus {
  for (const reason of reasons) {
    const redriveStatusReason = reason(context, candidate);
    if (redriveStatusReason !== undefined) return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason };
  }
  return { redriveStatus: candidate.mapRunArn === null ? 'REDRIVABLE' : 'REDRIVABLE_BY_MAP_RUN' };
}
