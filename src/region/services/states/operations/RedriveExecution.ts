import { redrive, redrivesMapRun } from '../../../../asl/index.ts';
import { notSupported } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { executionNotRedrivable } from '../errors.ts';
import { compiledExecution, settle } from '../execution/advance.ts';
import { findExecution } from '../execution/find.ts';
import { publishStatus } from '../execution/notice.ts';
import { redriveStatusOf } from '../execution/redrivable.ts';
import { loadSnapshot } from '../execution/snapshots.ts';
import { executions } from '../rows/executions.ts';

/** "A client token is valid for up to 15 minutes after its first use." Milliseconds. */
const tokenValid = 15 * 60_000;

/**
 * Tries again what failed, timed out or was aborted in an execution. One whose Map Run would have to be redriven is refused
 * by name. Source: AWS Step Functions API Reference, "RedriveExecution".
 */
export const RedriveExecution = operation<'states', 'RedriveExecution'>({
  accepts: ['executionArn', 'clientToken'],
  authorize: (input) => [{ action: 'states:RedriveExecution', resource: input.executionArn }],
  run({ executionArn, clientToken }, context) {
    const row = findExecution(context, executionArn);
    const known = clientToken !== undefined && row.redriveToken === clientToken && row.redrivenAt !== null;
    if (known && context.now - row.redrivenAt! < tokenValid) return { redriveDate: new Date(row.redrivenAt!) };
    const { redriveStatus, redriveStatusReason } = redriveStatusOf(row, context.now);
    if (redriveStatus !== 'REDRIVABLE')
      throw executionNotRedrivable(redriveStatusReason ?? 'Execution is redriven by its Map Run');
    const { machine } = compiledExecution(context, row);
    const before = loadSnapshot(context.db, row);
    if (redrivesMapRun(machine, before)) throw notSupported('the redrive of a Map Run');

    const [after, effects] = redrive(machine, before, context.now);
    const redriven = {
      ...row,
      status: 'RUNNING' as const,
      output: null,
      error: null,
      cause: null,
      stoppedAt: null,
      expiresAt: null,
      redriveCount: row.redriveCount + 1,
      redrivenAt: context.now,
      redriveToken: clientToken ?? null,
    };
    executions.redrive(context.db, redriven);
    publishStatus(context, redriven);
    settle(context, redriven, before, after, effects);
    return { redriveDate: new Date(context.now) };
  },
});
