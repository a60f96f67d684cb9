import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type ChildEffect, isObject, type Json } from '../../../../asl/index.ts';
import type { Commit, Context, Outside } from '../../../service.ts';
import { servicePrincipal } from '../../../service.ts';
import { executionArn, machineArn, partsOfMapRun } from '../arns.ts';
import { advance, compiledExecution, type Happening } from '../execution/advance.ts';
import { beginExecution } from '../execution/begin.ts';
import { mapStateOf, revisionOf } from '../execution/compiled.ts';
import { describe } from '../execution/description.ts';
import { pruneSome } from '../execution/retention.ts';
import { type ExecutionRow, executions } from '../rows/executions.ts';
import { mapRuns } from '../rows/map-runs.ts';
import { redriveChild, tokenOf } from './redrive-child.ts';

/** Child executions that one step of an execution asked for, all of one Map Run. */
export interface Children {
  /** ARN of the execution whose Map state it is */
  parent: string;
  mapRunArn: string;
  executionType: ChildEffect['executionType'];
  flow: string;
  /** how often the Map Run had been redriven; absent if it never was */
  redriveCount?: number;
  children: Pick<ChildEffect, 'id' | 'input'>[];
}

/** Asks for child executions, which begin after this transaction: there may be ten thousand. */
export function requestChildren(context: Context, { arn }: ExecutionRow, effects: readonly ChildEffect[]): void {
  for (const [mapRunArn, [first, ...others]] of Map.groupBy(effects, (effect) => effect.mapRunArn)) {
    if (!first) continue;
    const { executionType, flow, redriveCount } = first;
    const children = [first, ...others].map(({ id, input }) => ({ id, input }));
    const payload: Children = {
      parent: arn,
      mapRunArn,
      executionType,
      flow,
      children,
      ...(redriveCount !== undefined && { redriveCount }),
    };
    context.addEffect({ service: 'states', name: 'children', key: first.idempotencyKey, payload });
  }
}

/** So many begin in one transaction, in about ten milliseconds; then others have their turn. */
const slice = 128;

/** Begins child executions. Each has a name that follows from its item, so one that has begun before is not begun again. */
export async function beginChildren(payload: Children, outside: Outside): Promise<Commit> {
  const states = servicePrincipal('states.amazonaws.com');
  let from = 0;
  for (; from + slice < payload.children.length; from += slice) {
    const children = payload.children.slice(from, from + slice);
    outside.transaction(states, (context) => beginSlice(context, { ...payload, children }));
    await setImmediate();
  }
  return (context) => beginSlice(context, { ...payload, children: payload.children.slice(from) });
}

function beginSlice(context: Context, slice: Children): void {
  const { parent, mapRunArn, executionType, flow, redriveCount = 0, children } = slice;
  const revisionId = executions.runningRevision(context.db, parent);
  if (revisionId === undefined || !isUnderWay(context, slice)) return;
  const { machine, label } = partsOfMapRun(mapRunArn);
  const batched = mapStateOf(revisionOf(context.db, revisionId), flow).ItemBatcher !== undefined;
  const redriveToken = redriveCount > 0 ? tokenOf(redriveCount) : null;
  const nameOf = namesOf(mapRunArn);
  const ended: Happening[] = [];
  pruneSome(context, children.length);
  for (const { id, input } of children) {
    const name = nameOf(id);
    const arn = executionArn(context, `${machine}/${label}`, name);
    if (redriveToken !== null) {
      const known = executions.find(context.db, arn);
      const left = redriveChild(context, known, redriveToken);
      if (left === 'tell') ended.push(childEnded(context, known!));
      // One that failed again may have been one too many.
      if (!isUnderWay(context, slice)) return;
      if (left !== 'begin') continue;
    }
    const begun = beginExecution(context, {
      arn,
      name,
      machineArn: machineArn(context, `${machine}/${label}`),
      revisionId,
      type: executionType,
      versionArn: null,
      aliasArn: null,
      input: JSON.stringify(input),
      parent,
      parentTask: id,
      mapRunArn,
      flow,
      items: batched ? itemsIn(input) : 1,
      redriveToken,
    });
    if (begun && begun.status !== 'RUNNING') ended.push(childEnded(context, begun));
  }
  if (ended.length > 0) advance(context, parent, ...ended);
}

/** Whether the Map Run still waits for what was asked for: it has not ended, nor was it redriven since. */
function isUnderWay({ db }: Context, { mapRunArn, redriveCount = 0 }: Children): boolean {
  const mapRun = mapRuns.find(db, mapRunArn);
  return mapRun?.status === 'RUNNING' && mapRun.redriveCount === redriveCount;
}

/** A batch is `{"Items": […]}`. Source: Step Functions Developer Guide, "ItemBatcher (Map)". */
export function itemsIn(batch: Json): number {
  return isObject(batch) && Array.isArray(batch.Items) ? batch.Items.length : 1;
}

/**
 * How the child executions of a Map Run are called: UUIDs by their form, the same for the same item. They have the order of the
 * items, so that the index of all ARNs is written in few places.
 */
function namesOf(mapRunArn: string): (id: string) => string {
  const common = hash('sha256', mapRunArn).replace(/^(.{8})(.{4})(.{4})(.{4}).*$/, '$1-$2-$3-$4-');
  return (id) => {
    const index = Number(id.slice(id.lastIndexOf('/') + 1));
    return `${common}${index.toString(16).padStart(12, '0')}`;
  };
}

/** What a Map Run is told of a child execution; the whole of it only where a ResultWriter shows it. */
export function childEnded(context: Context, row: ExecutionRow): Happening {
  const shown = mapStateOf(compiledExecution(context, row), row.flow).ResultWriter !== undefined;
  const execution = shown ? { execution: describe(context, row, (time) => new Date(time).toISOString()) } : {};
  const child = { type: 'child', id: row.parentTask ?? '', ...execution } as const;
  if (row.status === 'SUCCEEDED') return { ...child, status: row.status, output: JSON.parse(row.output ?? 'null') };
  return {
    ...child,
    status: row.status as 'FAILED' | 'TIMED_OUT' | 'ABORTED',
    ...(row.error !== null && { error: row.error }),
    ...(row.cause !== null && { cause: row.cause }),
  };
}
