import type { MapRunExecutionCounts } from '@aws-sdk/client-sfn';
import { mapRunIn, type Snapshot } from '../../../../asl/index.ts';
import type { Context } from '../../../service.ts';
import { revisionOf } from '../execution/compiled.ts';
import { redriveStatusOf } from '../execution/redrivable.ts';
import { loadSnapshot } from '../execution/snapshots.ts';
import { type ExecutionRow, executions } from '../rows/executions.ts';
import type { MapRunRow } from '../rows/map-runs.ts';
import { itemsIn } from './children.ts';
import { tokenOf } from './redrive-child.ts';

/** Of child executions, and of the items they have: one each, unless there is an ItemBatcher. */
export interface Amount {
  executions: number;
  items: number;
}

/** What has not begun yet, by a snapshot of the execution whose Map Run it is. */
export function pendingIn(context: Context, row: ExecutionRow, mapRunArn: string, snapshot: Snapshot): Amount {
  const mapRun = mapRunIn(snapshot, mapRunArn);
  if (!mapRun) return { executions: 0, items: 0 };
  const batched = revisionOf(context.db, row.revisionId).maps.get(mapRun.path)?.ItemBatcher !== undefined;
  const items = batched ? mapRun.items.reduce((sum: number, batch) => sum + itemsIn(batch), 0) : mapRun.items.length;
  const begun = executions.countMapRun(context.db, mapRunArn);
  return {
    executions: begun.reduce((left, { executions }) => left - executions, mapRun.items.length),
    items: begun.reduce((left, { items }) => left - items, items),
  };
}

/** What has not begun, or never will. */
export function pendingOf(context: Context, mapRun: MapRunRow): Amount {
  const row = executions.find(context.db, mapRun.executionArn);
  if (mapRun.status !== 'RUNNING' || row?.status !== 'RUNNING')
    return { executions: mapRun.pendingExecutions, items: mapRun.pendingItems };
  return pendingIn(context, row, mapRun.arn, loadSnapshot(context.db, row));
}

const members = {
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timedOut',
  ABORTED: 'aborted',
} as const;

/** What DescribeMapRun counts. Results are written all at once, when the Map Run succeeds. */
export function countsOf(context: Context, mapRun: MapRunRow, of: keyof Amount): MapRunExecutionCounts {
  const counts = {
    pending: pendingOf(context, mapRun)[of],
    running: 0,
    succeeded: 0,
    failed: 0,
    timedOut: 0,
    aborted: 0,
  };
  for (const found of executions.countMapRun(context.db, mapRun.arn)) counts[members[found.status]] += found[of];
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const resultsWritten = mapRun.status === 'SUCCEEDED' ? total - counts.pending : 0;
  return { ...counts, total, resultsWritten, ...redriveCountsOf(context, mapRun, of) };
}

/** How many of those that ended without success cannot be redriven, and how many still wait for it. */
function redriveCountsOf(context: Context, mapRun: MapRunRow, of: keyof Amount) {
  const counts = { failuresNotRedrivable: 0, pendingRedrive: 0 };
  const redriving = mapRun.status === 'RUNNING' && mapRun.redriveCount > 0;
  for (const child of executions.unsuccessfulOfMapRun(context.db, mapRun.arn)) {
    const amount = of === 'items' ? child.items : 1;
    if (redriveStatusOf(context, child).redriveStatus === 'NOT_REDRIVABLE') counts.failuresNotRedrivable += amount;
    else if (redriving && child.redriveToken !== tokenOf(mapRun.redriveCount)) counts.pendingRedrive += amount;
  }
  return counts;
}
