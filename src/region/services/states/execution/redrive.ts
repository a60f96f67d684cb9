import { redrive } from '../../../../asl/index.ts';
import type { Context } from '../../../service.ts';
import { type ExecutionRow, executions } from '../rows/executions.ts';
import { compiledExecution, settle } from './advance.ts';
import { deadlineOf } from './limits.ts';
import { publishStatus } from './notice.ts';
import { loadSnapshot } from './snapshots.ts';

/**
 * Tries again what failed, timed out or was aborted in an execution that can be redriven, until it waits or has ended again.
 * @param token tells that it was redriven for this request
 */
export function redriveExecution(context: Context, row: ExecutionRow, token: string | null): void {
  const { machine } = compiledExecution(context, row);
  const before = loadSnapshot(context.db, row);
  const [after, effects] = redrive(machine, before, context.now);
  const redriven: ExecutionRow = {
    ...row,
    status: 'RUNNING',
    output: null,
    error: null,
    cause: null,
    stoppedAt: null,
    expiresAt: deadlineOf(row),
    redriveCount: row.redriveCount + 1,
    redrivenAt: context.now,
    redriveToken: token,
  };
  executions.redrive(context.db, redriven);
  publishStatus(context, redriven);
  settle(context, redriven, before, after, effects);
}
