import { executionTimer } from '../../../../asl/index.ts';
import type { Context } from '../../../service.ts';
import type { ExecutionRow } from '../rows/executions.ts';
import { timerOf } from './effects.ts';

/** "Maximum execution time", in milliseconds. Source: "Quotas related to state machine executions". */
const longest = { STANDARD: 365 * 86_400_000, EXPRESS: 5 * 60_000 } as const;

/** When an execution that still runs times out, whatever its state machine says; a redrive changes nothing about it. */
export function deadlineOf({ type, startedAt }: Pick<ExecutionRow, 'type' | 'startedAt'>): number {
  return startedAt + longest[type];
}

/**
 * An Express execution times out at its deadline, as if its state machine said so. Standard ones have a year, and no timer: time
 * that is simulated would jump to it whenever nothing else is left. They time out when something happens to them, when another
 * execution begins, or when the Region starts.
 */
export function limitExpress(context: Context, row: ExecutionRow, timeoutSeconds = Number.POSITIVE_INFINITY): void {
  if (row.type !== 'EXPRESS' || row.startedAt + timeoutSeconds * 1000 <= deadlineOf(row)) return;
  const payload = { execution: row.arn, id: executionTimer };
  context.setTimer({ ...timerOf(row, executionTimer), at: deadlineOf(row), payload });
}

export function endLimit(context: Context, row: ExecutionRow): void {
  if (row.type === 'EXPRESS') context.cancelTimer(timerOf(row, executionTimer));
}
