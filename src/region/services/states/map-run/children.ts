import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type ChildEffect, isObject, type Json } from '../../../../asl/index.ts';
import type { Commit, Context, Outside } from '../../../service.ts';
import { servicePrincipal } from '../../../service.ts';
import { executionArn, machineArn, partsOfMapRun } from '../arns.ts';
import { advanceRow, compiledExecution, type Happening } from '../execution/advance.ts';
import { beginExecution } from '../execution/begin.ts';
import { mapStateOf, revisionOf } from '../execution/compiled.ts';
import { describe } from '../execution/description.ts';
import { pruneSome } from '../execution/retention.ts';
import { type ExecutionRow, executions } from '../rows/executions.ts';
import { mapRuns } from '../rows/map-runs.ts';

/** Child executions that one step of an execution asked for, all of one Map Run. */
export interface Children {
  /** ARN of the execution whose Map state it is */
  parent: string;
  mapRunArn: string;
  executionType: ChildEffect['executionType'];
  flow: string;
  children: Pick<ChildEffect, 'id' | 'input'>[];
}

/** Asks for child executions, which begin after this transaction: there may be ten thousand. */
export function requestChildren(context: Context, { arn }: ExecutionRow, effects: readonly ChildEffect[]): void {
  for (const [mapRunArn, [first, ...others]] of Map.groupBy(effects, (effect) => effect.mapRunArn)) {
    if (!first) continue;
    const { executionType, flow } = first;
    const children = [first, ...others].map(({ id, input }) => ({ id, input }));
    const payload: Children = { parent: arn, mapRunArn, executionType, flow, children };
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

function beginSlice(context: Context, { parent, mapRunArn, executionType, flow, children }: Children): void {
  const row = executions.find(context.db, parent);
  if (row?.status !== 'RUNNING' || mapRuns.find(context.db, mapRunArn)?.status !== 'RUNNING') return;
  const { machine, label } = partsOfMapRun(mapRunArn);
  const batched = mapStateOf(revisionOf(context.db, row.revisionId), flow).ItemBatcher !== undefined;
  const ended: Happening[] = [];
  pruneSome(context, children.length);
  const nameOf = namesOf(mapRunArn);
  for (const { id, input } of children) {
    const name = nameOf(id);
    const begun = beginExecution(context, {
      arn: executionArn(context, `${machine}/${label}`, name),
      name,
      machineArn: machineArn(context, `${machine}/${label}`),
      revisionId: row.revisionId,
      type: executionType,
      versionArn: null,
      aliasArn: null,
      input: JSON.stringify(input),
      parent,
      parentTask: id,
      mapRunArn,
      flow,
      items: batched ? itemsIn(input) : 1,
    });
    if (begun && begun.status !== 'RUNNING') ended.push(childEnded(context, begun));
  }
  if (ended.length > 0) advanceRow(context, row, ended);
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
  const execution = shown ? { execution: describe(row, (time) => new Date(time).toISOString()) } : {};
  const child = { type: 'child', id: row.parentTask ?? '', ...execution } as const;
  if (row.status === 'SUCCEEDED') return { ...child, status: row.status, output: JSON.parse(row.output ?? 'null') };
  return {
    ...child,
    status: row.status as 'FAILED' | 'TIMED_OUT' | 'ABORTED',
    ...(row.error !== null && { error: row.error }),
    ...(row.cause !== null && { cause: row.cause }),
  };
}
