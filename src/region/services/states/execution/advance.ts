/**
 * Executions: each step of the interpreter, its history, its timers and the tasks it asks for, in one transaction.
 */
import {
  type ChildEffect,
  type Effect,
  type Event,
  executionTimer,
  type HistoryEvent,
  type Snapshot,
  step,
} from '../../../../asl/index.ts';
import type { Context } from '../../../service.ts';
import { requestChildren } from '../map-run/children.ts';
import { events } from '../rows/events.ts';
import { type ExecutionRow, executions } from '../rows/executions.ts';
import { type Revision, revisionOf } from './compiled.ts';
import { perform } from './effects.ts';
import { dropSnapshot, forgetSnapshot, loadSnapshot, saveSnapshot } from './snapshots.ts';

/** Something that happened to an execution; the time is that of the transaction. */
export type Happening = DistributiveOmit<Event, 'now'>;

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/**
 * Some things happened to an execution. What comes too late, when it is over or no longer waits for it, changes nothing.
 * @returns whether anything changed
 */
export function advance(context: Context, arn: string, ...happenings: readonly Happening[]): boolean {
  const row = executions.find(context.db, arn);
  if (row?.status !== 'RUNNING') return false;
  const { machine } = compiledExecution(context, row);
  const before = loadSnapshot(context.db, row);
  const { now } = context;
  const [after, effects] = step(machine, before, ...happenedTo(row, happenings, now).map((what) => ({ ...what, now })));
  if (after === before) return false;
  settle(context, row, before, after, effects);
  return true;
}

function happenedTo(row: ExecutionRow, happenings: readonly Happening[], now: number): readonly Happening[] {
  if (isOver(row, now)) return [timedOut];
  return row.deleting ? [...happenings, ended] : happenings;
}

/** Whether an execution has ended, or has to, for it has run for too long. */
export function isOver({ status, expiresAt }: ExecutionRow, now: number): boolean {
  return status !== 'RUNNING' || expiresAt <= now;
}

/** It has run for as long as any execution may: it ends as by the TimeoutSeconds of its state machine. */
const timedOut: Happening = { type: 'timer', id: executionTimer };

/** "On the next state transition, the state machine's executions are terminated": API Reference, "DeleteStateMachine". */
const ended: Happening = { type: 'abort' };

export function compiledExecution(context: Context, { revisionId }: ExecutionRow): Revision {
  return revisionOf(context.db, revisionId);
}

/** Writes down what became of an execution, then does what it asks for. @param before undefined for the first step */
export function settle(
  context: Context,
  row: ExecutionRow,
  before: Snapshot | undefined,
  after: Snapshot,
  effects: readonly Effect[],
): void {
  if (after.status === 'RUNNING') saveSnapshot(context.db, row, before, after);
  else if (row.type === 'STANDARD' && after.status !== 'SUCCEEDED') keepForRedrive(context, row, before, after);
  else if (before) dropSnapshot(context.db, row.sequence);
  const stepped = { context, row, before };
  // An execution is over before that reaches its children: they have nobody to tell of their own end.
  const last = effects.at(-1);
  if (last?.type === 'finished') perform(stepped, last);
  const history: HistoryEvent[] = [];
  const children: ChildEffect[] = [];
  for (const effect of effects)
    if (effect.type === 'history') history.push(effect.event);
    else if (effect.type === 'child') children.push(effect);
    else if (effect.type !== 'finished') perform(stepped, effect);
  // "Express Workflows do not record any history in Step Functions."
  if (row.type === 'STANDARD') events.insert(context.db, row.sequence, history);
  requestChildren(context, row, children);
}

/** The last snapshot of an execution that failed, timed out or was aborted. Nobody may ever ask for it. */
function keepForRedrive(context: Context, row: ExecutionRow, before: Snapshot | undefined, after: Snapshot): void {
  saveSnapshot(context.db, row, before, after);
  forgetSnapshot(context.db, row.sequence);
}
