import type { Context } from '../../../service.ts';
import { redriveStatusOf } from '../execution/redrivable.ts';
import { redriveExecution } from '../execution/redrive.ts';
import { type ExecutionRow, executions } from '../rows/executions.ts';

/** What a child execution is redriven with: it tells one redrive of its Map Run from another. */
export const tokenOf = (redriveCount: number): string => String(redriveCount);

/**
 * Tries a child execution again that ended without success before its Map Run was redriven. One of type EXPRESS has no history
 * to go on with, and makes room for a new one.
 * Source: Step Functions Developer Guide, "Redriving Map Runs in Step Functions executions".
 * @param child undefined for one that never began
 * @param token of this redrive of the Map Run
 * @returns what is left to be done: it is to begin, or its Map Run is to be told how it ended, or nothing
 */
export function redriveChild(
  context: Context,
  child: ExecutionRow | undefined,
  token: string,
): 'begin' | 'tell' | 'nothing' {
  if (!child) return 'begin';
  if (child.status === 'SUCCEEDED') return 'tell';
  // What runs will tell of its end, and what this redrive has tried already has told.
  if (child.status === 'RUNNING' || child.redriveToken === token) return 'nothing';
  if (child.type === 'EXPRESS') {
    executions.delete(context.db, child.sequence);
    return 'begin';
  }
  if (redriveStatusOf(context, child).redriveStatus === 'NOT_REDRIVABLE') return 'tell';
  redriveExecution(context, child, token);
  return 'nothing';
}
