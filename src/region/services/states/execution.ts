/**
 * Executions: each step of the interpreter, its history, its timers and the tasks it asks for, in one transaction.
 */
import { compile, type Effect, type Event, type Machine, type Snapshot, start, step } from '../../../asl/index.ts';
import { notSupported } from '../../errors.ts';
import type { Context } from '../../service.ts';
import { type ExecutionRow, events, executions, type MachineRow, tokens } from './rows.ts';
import { dropSnapshot, loadSnapshot, saveSnapshot } from './snapshots.ts';
import type { TaskPayload } from './task.ts';

export interface NewExecution {
  machine: MachineRow;
  arn: string;
  name: string;
  /** JSON text */
  input: string;
  /** the execution whose task waits for this one, and that task */
  parent?: { execution: string; task: string };
}

/** Begins an execution of a state machine as it stands now. */
export function beginExecution(context: Context, { machine, arn, name, input, parent }: NewExecution): void {
  executions.insert(context.db, {
    arn,
    name,
    machineArn: machine.arn,
    definition: machine.definition,
    roleArn: machine.roleArn,
    revisionId: machine.revisionId,
    status: 'RUNNING',
    input,
    startedAt: context.now,
    parent: parent?.execution ?? null,
    parentTask: parent?.task ?? null,
  });
  const row = rowOf(context, arn);
  const [snapshot, effects] = start(compiled(row), {
    input: JSON.parse(input),
    execution: { Id: arn, Name: name, RoleArn: machine.roleArn },
    stateMachine: { Id: machine.arn, Name: machine.name },
    type: machine.type,
    now: context.now,
    seed: context.hex(32),
  });
  publishStatus(context, row, 'RUNNING');
  carryOn(context, row, undefined, snapshot, effects);
}

/** Something happened to an execution. What comes too late, when it is over or no longer waits for it, changes nothing. */
export function advance(context: Context, arn: string, event: DistributiveOmit<Event, 'now'>): void {
  const row = rowOf(context, arn);
  if (row.status !== 'RUNNING') return;
  const before = loadSnapshot(context.db, row.sequence);
  const [after, effects] = step(compiled(row), before, { ...event, now: context.now });
  if (after !== before) carryOn(context, row, before, after, effects);
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function rowOf(context: Context, arn: string): ExecutionRow {
  const row = executions.find(context.db, arn);
  if (!row) throw new RangeError(`There is no execution ${arn}`);
  return row;
}

/** Saves what a step came to; a step that asks to go on does so in this same transaction. */
function carryOn(
  context: Context,
  row: ExecutionRow,
  before: Snapshot | undefined,
  after: Snapshot,
  effects: readonly Effect[],
): void {
  saveSnapshot(context.db, row.sequence, before, after);
  for (const effect of effects) perform(context, row, effect);
  if (effects.at(-1)?.type !== 'continue') return;
  const [next, more] = step(compiled(row), after, { type: 'continue', now: context.now });
  carryOn(context, row, after, next, more);
}

type Performers = {
  [T in Effect['type']]: (context: Context, row: ExecutionRow, effect: Extract<Effect, { type: T }>) => void;
};

const performers: Performers = {
  history: (context, row, { event }) => void events.insert(context.db, row.sequence, event.id, JSON.stringify(event)),
  timer: (context, row, { id, at }) =>
    context.setTimer({ ...timerOf(row, id), at, payload: { execution: row.arn, id } }),
  cancelTimer: (context, row, { id }) => context.cancelTimer(timerOf(row, id)),
  task(context, row, task) {
    if (task.taskToken) tokens.insert(context.db, task.taskToken, row.arn, task.id);
    const payload: TaskPayload = { execution: row.arn, task };
    context.addEffect({ service: 'states', name: 'task', key: task.idempotencyKey, payload });
  },
  cancelTask(context, row, { id }) {
    tokens.delete(context.db, row.arn, id);
    for (const child of executions.runningChildren(context.db, row.arn, id))
      advance(context, child.arn, {
        type: 'abort',
        cause: 'The execution that started this one no longer waits for it.',
      });
  },
  continue: () => {},
  mapRun: refuseMapRun,
  mapRunEnded: refuseMapRun,
  child: refuseMapRun,
  finished(context, row, effect) {
    const outcome = {
      ...row,
      status: effect.status,
      output: effect.status === 'SUCCEEDED' ? JSON.stringify(effect.output) : null,
      error: effect.status === 'SUCCEEDED' ? null : (effect.error ?? null),
      cause: effect.status === 'SUCCEEDED' ? null : (effect.cause ?? null),
      stoppedAt: context.now,
    };
    executions.finish(context.db, outcome);
    dropSnapshot(context.db, row.sequence);
    tokens.deleteAll(context.db, row.arn);
    publishStatus(context, outcome, effect.status);
    context.announce(`states/execution/${row.arn}`);
    if (row.parent && row.parentTask) tellParent(context, row.parent, row.parentTask, outcome);
  },
};

function perform(context: Context, row: ExecutionRow, effect: Effect): void {
  (performers[effect.type] as (context: Context, row: ExecutionRow, effect: Effect) => void)(context, row, effect);
}

/** CreateStateMachine lets no definition pass that could ask for one. */
function refuseMapRun(): never {
  throw notSupported('a Map state in the mode DISTRIBUTED');
}

const timerOf = (row: ExecutionRow, id: string) =>
  ({ service: 'states', name: 'execution', key: `${row.sequence}/${id}` }) as const;

/** From now on a task waits for the end of another execution, which may have come already. */
export function followChild(context: Context, parent: string, task: string, child: string): void {
  executions.adopt(context.db, child, parent, task);
  const row = rowOf(context, child);
  if (row.status !== 'RUNNING') tellParent(context, parent, task, row);
}

/** What `states:startExecution.sync` waits for. Source: Step Functions Developer Guide, "Start workflow executions from a task state". */
function tellParent(context: Context, parent: string, task: string, child: ExecutionRow): void {
  context.addEffect({
    service: 'states',
    name: 'childFinished',
    key: child.arn,
    payload: { parent, task, child: child.arn },
  });
}

/** Source: EventBridge events detail, "Step Functions Execution Status Change". */
function publishStatus(context: Context, row: ExecutionRow, status: ExecutionRow['status']): void {
  context.publish({
    source: 'aws.states',
    detailType: 'Step Functions Execution Status Change',
    detail: {
      executionArn: row.arn,
      stateMachineArn: row.machineArn,
      name: row.name,
      status,
      startDate: row.startedAt,
      stopDate: row.stoppedAt,
      input: row.input,
      output: row.output,
      error: row.error,
      cause: row.cause,
    },
  });
}

const machines = new Map<string, Machine>();
const mostMachines = 100;

/** Definitions are compiled once; those used longest ago are forgotten first. */
function compiled({ definition }: Pick<ExecutionRow, 'definition'>): Machine {
  const machine = machines.get(definition) ?? compile(definition);
  machines.delete(definition);
  machines.set(definition, machine);
  const [oldest] = machines.keys();
  if (machines.size > mostMachines && oldest !== undefined) machines.delete(oldest);
  return machine;
}
