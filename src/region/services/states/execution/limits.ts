import { executionTimer } from '../../../../asl/index.ts';
import type { Context } from '../../../service.ts';
import type { ExecutionRow } from '../rows/executions.ts';
import { timerOf } from './effects.ts';

/** "Maximum execution time" of Express workflows, in seconds. Source: "Quotas related to state machine executions". */
const longestExpress = 300;

/** An Express execution times out after five minutes, as if its state machine said so. */
export function limitExpress(context: Context, row: ExecutionRow, timeoutSeconds = Number.POSITIVE_INFINITY): void {
  if (row.type !== 'EXPRESS' || timeoutSeconds <= longestExpress) return;
  const at = row.startedAt + longestExpress * 1000;
  context.setTimer({ ...timerOf(row, executionTimer), at, payload: { execution: row.arn, id: executionTimer } });
}

export function endLimit(context: Context, row: ExecutionRow): void {
  if (row.type === 'EXPRESS') context.cancelTimer(timerOf(row, executionTimer));
}
