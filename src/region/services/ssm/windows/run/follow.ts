/** Hears how what the invocations began has ended. */
import type { Context, RegionEvent, Service } from '../../../../service.ts';
import { invocations } from '../rows/invocations.ts';
import type { Outcome } from '../rules/status.ts';
import { end } from './progress.ts';
import { readCommandChange } from './runners/run-command.ts';
import { readExecutionChange } from './runners/step-functions.ts';

const follow =
  (read: (event: RegionEvent) => { followed: string; outcome: Outcome | undefined }) =>
  (event: RegionEvent, context: Context): void => {
    const { followed, outcome } = read(event);
    if (outcome) for (const { id } of invocations.following(context.db, followed)) end(context, id, outcome);
  };

export const windowEvents: NonNullable<Service['events']> = {
  'Step Functions Execution Status Change': follow(readExecutionChange),
  'EC2 Command Status-change Notification': follow(readCommandChange),
};
