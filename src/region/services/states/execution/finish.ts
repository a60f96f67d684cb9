import { type FinishedEffect, textOf } from '../../../../asl/index.ts';
import { childEnded } from '../map-run/children.ts';
import { executions, type NewExecution } from '../rows/executions.ts';
import { deleteWhenIdle } from '../state-machine.ts';
import { syncEnded } from '../task/follow.ts';
import { advance } from './advance.ts';
import type { Stepped } from './effects.ts';
import { endLimit } from './limits.ts';
import { publishStatus } from './notice.ts';
import { expiryOf } from './retention.ts';

/** Those who wait for an execution's end, outside of transactions, wait for this. */
export const endOf = (executionArn: string): string => `states/execution/${executionArn}`;

/** An execution as it is when it has ended. */
export function outcomeOf<Row extends NewExecution>(row: Row, effect: FinishedEffect, now: number): Row {
  const succeeded = effect.status === 'SUCCEEDED';
  return {
    ...row,
    status: effect.status,
    output: succeeded ? textOf(effect.output) : null,
    error: succeeded ? null : (effect.error ?? null),
    cause: succeeded ? null : (effect.cause ?? null),
    stoppedAt: now,
    expiresAt: expiryOf(row, now),
  };
}

/** An execution is over: that is written down, and told to whom it concerns. */
export function finish({ context, row, before }: Stepped, effect: FinishedEffect): void {
  const outcome = outcomeOf(row, effect, context.now);
  // One that ended in its first step was written down with its outcome.
  if (before) executions.finish(context.db, outcome);
  publishStatus(context, outcome);
  context.announce(endOf(row.arn));
  // Who began an execution that ended in its first step sees that by itself.
  if (before && row.parent !== null)
    advance(context, row.parent, row.mapRunArn === null ? syncEnded(context, outcome) : childEnded(context, outcome));
  if (before) endLimit(context, row);
  if (row.deleting) deleteWhenIdle(context, row.machineArn);
}
