import { operation } from '../../../service.ts';
import { executionNotRedrivable } from '../errors.ts';
import { findExecution } from '../execution/find.ts';
import { redriveStatusOf } from '../execution/redrivable.ts';
import { redriveExecution } from '../execution/redrive.ts';

/** "A client token is valid for up to 15 minutes after its first use." Milliseconds. */
const tokenValid = 15 * 60_000;

/**
 * Tries again what failed, timed out or was aborted in an execution, Map Runs included.
 * Source: AWS Step Functions API Reference, "RedriveExecution".
 */
export const RedriveExecution = operation<'states', 'RedriveExecution'>({
  accepts: ['executionArn', 'clientToken'],
  authorize: (input) => [{ action: 'states:RedriveExecution', resource: input.executionArn }],
  run({ executionArn, clientToken }, context) {
    const row = findExecution(context, executionArn);
    const known = clientToken !== undefined && row.redriveToken === clientToken && row.redrivenAt !== null;
    if (known && context.now - row.redrivenAt! < tokenValid) return { redriveDate: new Date(row.redrivenAt!) };
    const { redriveStatus, redriveStatusReason } = redriveStatusOf(context, row);
    if (redriveStatus !== 'REDRIVABLE')
      throw executionNotRedrivable(redriveStatusReason ?? 'Execution is redriven by its Map Run');
    redriveExecution(context, row, clientToken ?? null);
    return { redriveDate: new Date(context.now) };
  },
});
