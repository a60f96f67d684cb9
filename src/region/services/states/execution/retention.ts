import type { Context } from '../../../service.ts';
import { type ExecutionRow, executions } from '../rows/executions.ts';
import { revisions } from '../rows/machines.ts';
import { advance } from './advance.ts';

/**
 * How long an execution that is over is remembered, in milliseconds. AWS keeps executions and their histories for 90 days, and
 * none of Express ones: theirs stay until StartSyncExecution has surely answered.
 * Source: Step Functions Developer Guide, "Quotas related to state machine executions".
 */
const retention = { STANDARD: 90 * 86_400_000, EXPRESS: 5 * 60_000 } as const;

export function expiryOf({ type, mapRunArn }: Pick<ExecutionRow, 'type' | 'mapRunArn'>, stoppedAt: number): number {
  return stoppedAt + (mapRunArn === null ? retention[type] : retention.STANDARD);
}

/** More than one is forgotten for each that begins, so the past shrinks for as long as there is some to be forgotten. */
const prunedForEach = 10;

/**
 * Done whenever executions begin: the past cannot grow without executions. A timer would do it on the day, but then time
 * that is simulated would have something to jump to whenever nothing else is left.
 */
export function pruneSome(context: Context, begun: number): void {
  prune(context, begun * prunedForEach);
}

/** Done when a Region starts. */
export function pruneAll(context: Context): void {
  prune(context, Number.MAX_SAFE_INTEGER);
  revisions.prune(context.db);
}

/** Those that have run for longer than any execution may time out; the others are forgotten, with their histories. */
function prune(context: Context, limit: number): void {
  for (const { sequence, arn, status } of executions.expired(context.db, context.now, limit))
    if (status === 'RUNNING') advance(context, arn);
    else executions.delete(context.db, sequence);
}

/** An execution whose time has come is not shown, though it may not be removed yet. */
export function isForgotten({ status, expiresAt }: ExecutionRow, now: number): boolean {
  return status !== 'RUNNING' && expiresAt <= now;
}
