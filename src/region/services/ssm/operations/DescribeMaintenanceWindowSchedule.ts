import type { PatchOrchestratorFilter } from '@aws-sdk/client-ssm';
import { validationException } from '../errors.ts';
import { page } from '../pages.ts';
import { instantOf } from '../windows/filters.ts';
import { windowNamed } from '../windows/lookup.ts';
import { windowsOf } from '../windows/membership.ts';
import { windowOperation } from '../windows/operation.ts';
import { allWindows } from '../windows/rows/windows.ts';
import { firstOpenings, timeIn } from '../windows/schedule.ts';
import { pageSizes } from '../windows/sizes.ts';

/** A schedule need not end; of each window this many coming openings are told at most. */
const mostOpenings = 1000;

/** The coming openings of one window, of those of a target, or of all, the next first. */
export const DescribeMaintenanceWindowSchedule = windowOperation<'DescribeMaintenanceWindowSchedule'>({
  accepts: ['WindowId', 'Targets', 'ResourceType', 'Filters', 'MaxResults', 'NextToken'],
  run({ WindowId, Targets, ResourceType, Filters = [], ...paging }, context) {
    const { db, now } = context;
    if ((Targets === undefined) !== (ResourceType === undefined))
      throw validationException('Targets and ResourceType must be given together.');
    const named = WindowId === undefined ? allWindows(db) : [windowNamed(db, WindowId)];
    const windows = Targets && ResourceType ? named.filter(windowsOf(context, Targets, ResourceType)) : named;
    const { after, before } = boundsOf(Filters, now);
    const coming = windows.flatMap((window) =>
      firstOpenings(window, { after, before, most: mostOpenings }).map((at) => ({ at, window })),
    );
    const { items, NextToken } = page(
      coming.sort((a, b) => a.at - b.at),
      paging,
      pageSizes.search,
    );
    const ScheduledWindowExecutions = items.map(({ at, window: { id, details } }) => ({
      WindowId: id,
      Name: details.Name,
      ExecutionTime: timeIn(at, details.ScheduleTimezone),
    }));
    return { ScheduledWindowExecutions, NextToken };
  },
});

/** Source: AWS CLI Command Reference, "describe-maintenance-window-schedule". */
function boundsOf(filters: readonly PatchOrchestratorFilter[], now: number): { after: number; before: number } {
  let after = now;
  let before = Number.POSITIVE_INFINITY;
  for (const { Key = '', Values = [] } of filters)
    for (const value of Values) {
      if (Key === 'ScheduledAfter') after = Math.max(after, instantOf(value, Key));
      else if (Key === 'ScheduledBefore') before = Math.min(before, instantOf(value, Key));
      else
        throw validationException(`The filter key '${Key}' is not valid. Valid keys: ScheduledBefore, ScheduledAfter.`);
    }
  return { after, before };
}
