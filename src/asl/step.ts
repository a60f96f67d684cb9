import type { Effect } from './effect.ts';
import type { Event } from './event.ts';
import { failureDetails, record } from './history.ts';
import { awaitsTask } from './inquiry.ts';
import type { Json, JsonObject } from './json.ts';
import { textOf } from './json.ts';
import type { Machine } from './machine.ts';
import {
  beginRun,
  cancelTimer,
  endRun,
  frameOf,
  ownerOf,
  peekFrame,
  putFrame,
  type Run,
  startTimer,
  stateOf,
} from './run.ts';
import {
  type ExecutionType,
  type Frame,
  type Snapshot,
  type StateMachineContext,
  snapshotVersion,
} from './snapshot.ts';
import {
  attempt,
  endExecution,
  executionTimer,
  makeReady,
  resume,
  rootId,
  runReady,
  withinHistory,
} from './transitions.ts';

/** What `start` needs to know of an execution. */
export interface Start {
  input: Json;
  /** As shown in `$$.Execution`; `StartTime` (ISO 8601) is `now` unless given. */
  execution: { Id: string; Name: string; RoleArn: string; StartTime?: string; RedriveCount?: number };
  stateMachine: StateMachineContext;
  type: ExecutionType;
  /** Milliseconds since epoch. */
  now: number;
  /** Secret and random, 128 bits or more: task tokens, UUIDs, random numbers and jitter all follow from it. */
  seed: string;
  /** For a child execution of a Map Run, the `flow` of the effect that asked for it. */
  flow?: string;
  /** Variables that are there from the beginning, as for a state that is tested by itself. */
  variables?: JsonObject;
  /** For the ExecutionStarted event of an execution that was started through a version or an alias. */
  stateMachineVersionArn?: string;
  stateMachineAliasArn?: string;
}

/** How many states one step enters at most before it asks, by a `continue` effect, to go on in another one. */
export const defaultBudget = 1000;

/** Begins an execution. @returns its first snapshot, and what is to be done now */
export function start(machine: Machine, options: Start): [Snapshot, Effect[]] {
  const { input, execution, now } = options;
  const { Id, Name, RoleArn, StartTime = new Date(now).toISOString(), RedriveCount = 0 } = execution;
  const run = beginRun(
    machine,
    {
      version: snapshotVersion,
      status: 'RUNNING',
      type: options.type,
      execution: { Id, Input: input, StartTime, Name, RoleArn, RedriveCount },
      stateMachine: options.stateMachine,
      seed: options.seed,
      draws: 0,
      lastEventId: 0,
      nextId: 1,
      frames: {},
      lists: {},
      ready: [],
    },
    now,
  );
  const { flow = '' } = options;
  const frame: Frame = { id: rootId, flow, state: machine.flows[flow]!.startAt, input, previousEventId: 0 };
  if (options.variables) frame.variables = options.variables;
  putFrame(run, frame);
  const details: JsonObject = { input: textOf(input), inputDetails: { truncated: false }, roleArn: RoleArn };
  if (options.stateMachineAliasArn) details.stateMachineAliasArn = options.stateMachineAliasArn;
  if (options.stateMachineVersionArn) details.stateMachineVersionArn = options.stateMachineVersionArn;
  record(run, frame, 'ExecutionStarted', details);
  // The first state points to 0, not to ExecutionStarted.
  Object.assign(frame, { previousEventId: 0, enteredAfterEventId: 0 });
  if (flow === '' && machine.timeoutSeconds !== undefined) {
    run.effects.push({ type: 'timer', id: executionTimer, at: now + machine.timeoutSeconds * 1000 });
  }
  makeReady(run, frame);
  withinHistory(run, () => runReady(run, defaultBudget));
  return endRun(run);
}

/**
 * What follows from an event, or from some, one after the other. An event that no longer concerns anything (a timer that was
 * cancelled, the late answer of a task) changes nothing: the same snapshot and no effects are returned.
 */
export function step(machine: Machine, snapshot: Snapshot, ...events: readonly Event[]): [Snapshot, Effect[]] {
  if (snapshot.version !== snapshotVersion) {
    throw new Error(`snapshot version ${snapshot.version} is not the version ${snapshotVersion} that is known here`);
  }
  const run = beginRun(machine, snapshot, 0);
  let concerned = false;
  for (const event of events) {
    if (run.snapshot.status !== 'RUNNING') break;
    run.now = event.now;
    withinHistory(run, () => {
      if (!(handlers[event.type] as (run: Run, event: Event) => boolean)(run, event)) return;
      concerned = true;
      runReady(run, defaultBudget);
    });
  }
  return concerned || run.snapshot.status !== snapshot.status ? endRun(run) : [snapshot, []];
}

type Handlers = { [T in Event['type']]: (run: Run, event: Extract<Event, { type: T }>) => boolean };

/** What each event does. @returns whether it concerned anything */
const handlers: Handlers = {
  timer: (run, { id }) => {
    if (id === executionTimer) {
      // The error stands in the history only; DescribeExecution shows none.
      endExecution(run, 'TIMED_OUT', { error: 'States.Timeout' }, {});
      return true;
    }
    const waiting = peekFrame(run, ownerOf(id))?.waiting;
    if (waiting?.for === 'task') {
      if (waiting.timeout !== id && waiting.heartbeat !== id) return false;
    } else if (!(waiting?.for === 'timer' || waiting?.for === 'retry') || waiting.timer !== id) {
      return false;
    }
    const frame = frameOf(run, ownerOf(id));
    const state = stateOf(run, frame);
    if (waiting.for === 'retry') {
      delete frame.waiting;
      attempt(run, frame, state, () => state.behaviour.enter(run, frame, state));
    } else {
      attempt(run, frame, state, () => state.behaviour.timer!(run, frame, state, id));
    }
    resume(run, frame);
    return true;
  },
  task: (run, event) => {
    const frame = taskFrame(run, event.id);
    if (!frame) return false;
    const state = stateOf(run, frame);
    attempt(run, frame, state, () => state.behaviour.task!(run, frame, state, event));
    resume(run, frame);
    return true;
  },
  child: (run, event) => {
    const frame = peekFrame(run, ownerOf(event.id));
    if (frame?.waiting?.for !== 'mapRun' || !event.id.startsWith(`${frame.waiting.mapRun}/`)) return false;
    const mine = frameOf(run, frame.id);
    const state = stateOf(run, mine);
    attempt(run, mine, state, () => state.behaviour.childExecution!(run, mine, state, event));
    resume(run, mine);
    return true;
  },
  mapRunUpdate: (run, event) => {
    const frame = peekFrame(run, ownerOf(event.id));
    if (frame?.waiting?.for !== 'mapRun' || frame.waiting.mapRun !== event.id) return false;
    const mine = frameOf(run, frame.id);
    const state = stateOf(run, mine);
    attempt(run, mine, state, () => state.behaviour.mapRunUpdated!(run, mine, state, event));
    resume(run, mine);
    return true;
  },
  heartbeat: (run, { id }) => {
    const frame = taskFrame(run, id);
    const waiting = frame?.waiting;
    if (!frame || waiting?.for !== 'task' || waiting.heartbeatSeconds === undefined) return false;
    cancelTimer(run, waiting.heartbeat);
    frame.waiting = { ...waiting, heartbeat: startTimer(run, frame, run.now + waiting.heartbeatSeconds * 1000) };
    return true;
  },
  abort: (run, { error, cause }) => {
    endExecution(run, 'ABORTED', failureDetails({ error, cause }), { error, cause });
    return true;
  },
  continue: (run) => run.snapshot.ready.length > 0,
};

/** The frame, to be changed, whose state waits for the task; undefined if none does any more. */
function taskFrame(run: Run, task: string): Frame | undefined {
  return awaitsTask(run.snapshot, task) ? frameOf(run, ownerOf(task)) : undefined;
}
