import { awaitsTask } from '../../../../asl/index.ts';
import type { Context } from '../../../service.ts';
import { invalidToken, taskTimedOut } from '../errors.ts';
import { advance, type Happening, isOver } from '../execution/advance.ts';
import { loadSnapshot } from '../execution/snapshots.ts';
import { executions } from '../rows/executions.ts';
import { tokens } from '../rows/tokens.ts';

/**
 * Tells the task that waits for a token what happened. Any principal that may call the operation may report for any token.
 * @throws WireError InvalidToken for what never was a token, TaskTimedOut when nothing waits for it any more
 */
export function report(context: Context, token: string, happening: (task: string) => Happening): void {
  const known = tokens.find(context.db, token);
  if (!known) throw invalidToken('Invalid token');
  const row = executions.find(context.db, known.executionArn);
  if (!row || isOver(row, context.now) || !awaitsTask(loadSnapshot(context.db, row), known.task)) throw taskTimedOut();
  advance(context, known.executionArn, happening(known.task));
}
