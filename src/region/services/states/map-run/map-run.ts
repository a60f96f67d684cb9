import type { MapRunEffect, MapRunEndedEffect, MapRunRedrivenEffect } from '../../../../asl/index.ts';
import type { Context } from '../../../service.ts';
import { checkArn } from '../arns.ts';
import { resourceNotFound } from '../errors.ts';
import { advance } from '../execution/advance.ts';
import type { Stepped } from '../execution/effects.ts';
import { executions } from '../rows/executions.ts';
import { type MapRunRow, mapRuns } from '../rows/map-runs.ts';
import { pendingIn } from './counts.ts';

/** A distributed Map state has begun. */
export function beginMapRun({ context, row }: Stepped, effect: MapRunEffect): void {
  mapRuns.insert(context.db, {
    arn: effect.mapRunArn,
    execution: row.sequence,
    executionArn: row.arn,
    id: effect.id,
    executionType: effect.executionType,
    maxConcurrency: effect.maxConcurrency,
    toleratedFailureCount: effect.toleratedFailureCount,
    toleratedFailurePercentage: effect.toleratedFailurePercentage,
    startedAt: context.now,
  });
}

/** A Map Run that failed or was aborted goes on. */
export function redriveMapRun({ context }: Stepped, { mapRunArn, redriveCount }: MapRunRedrivenEffect): void {
  const mapRun = findMapRun(context, mapRunArn);
  mapRuns.update(context.db, {
    ...mapRun,
    status: 'RUNNING',
    stoppedAt: null,
    pendingExecutions: 0,
    pendingItems: 0,
    redriveCount,
    redrivenAt: context.now,
  });
}

/** A distributed Map state is over, or given up: no child execution of it runs on. */
export function endMapRun({ context, row, before }: Stepped, { mapRunArn, status }: MapRunEndedEffect): void {
  const mapRun = mapRuns.find(context.db, mapRunArn);
  if (!mapRun) return;
  const left = before ? pendingIn(context, row, mapRunArn, before) : { executions: 0, items: 0 };
  mapRuns.update(context.db, {
    ...mapRun,
    status,
    stoppedAt: context.now,
    pendingExecutions: left.executions,
    pendingItems: left.items,
  });
  for (const child of executions.runningOfMapRun(context.db, mapRunArn)) advance(context, child.arn, { type: 'abort' });
}

/** @throws WireError InvalidArn, ResourceNotFound */
export function findMapRun(context: Context, arn: string): MapRunRow {
  const row = mapRuns.find(context.db, checkArn(arn, 'mapRun'));
  if (!row) throw resourceNotFound(arn);
  return row;
}
