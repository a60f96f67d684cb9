import { scopeOf } from './context.ts';
import type { Exit } from './data/dataflow.ts';
import { type Failure, StatesError } from './errors.ts';
import {
  failureDetails,
  HistoryFull,
  inputDetails,
  longestHistory,
  outputDetails,
  record,
  recordAfter,
} from './history.ts';
import { type Json, type JsonObject, textOf } from './json.ts';
import type { State } from './machine.ts';
import { release } from './release.ts';
import { type Catcher, catcherOf, nextRetry } from './retry.ts';
import { frameOf, ownReady, peekFrame, type Run, rememberFailing, removeFrame, startTimer, stateOf } from './run.ts';
import type { Frame } from './snapshot.ts';

/** Lets a frame go on when its turn comes. */
export function makeReady(run: Run, frame: Frame): void {
  ownReady(run).push(frame.id);
}

/** Lets a frame go on whose state has been left, as after an event for it. */
export function resume(run: Run, frame: Frame): void {
  if (!frame.waiting && peekFrame(run, frame.id)) makeReady(run, frame);
}

/**
 * Runs the frames that can go on, one after another, until all wait or have ended, or `budget` states were entered.
 * What is left then stays in `ready`, and a `continue` effect asks for the next step.
 */
export function runReady(run: Run, budget: number): void {
  let left = budget;
  while (run.snapshot.ready.length > 0 && run.snapshot.status === 'RUNNING') {
    if (left <= 0) {
      run.effects.push({ type: 'continue' });
      return;
    }
    const id = ownReady(run).shift()!;
    if (!peekFrame(run, id)) continue;
    left -= advance(run, frameOf(run, id), left);
  }
}

/** Does something that writes history; when that is full, the execution fails, with the event that is left. */
export function withinHistory(run: Run, action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof HistoryFull)) throw error;
    const cause = `The execution reached the maximum number of history events (${longestHistory}).`;
    const failure = { error: 'States.Runtime', cause };
    endExecution(run, 'FAILED', failure, failure, run.snapshot.lastEventId);
  }
}

/** Enters state after state until the frame waits or ends. @returns how many states it entered */
function advance(run: Run, frame: Frame, budget: number): number {
  let entered = 0;
  while (run.snapshot.status === 'RUNNING' && run.snapshot.frames[frame.id] === frame && !frame.waiting) {
    if (entered === budget) {
      ownReady(run).unshift(frame.id);
      return entered;
    }
    const state = stateOf(run, frame);
    frame.enteredTime = run.now;
    const details = { name: frame.state, ...inputDetails(frame.input) };
    frame.enteredEventId = record(run, frame, state.enteredEvent, details);
    entered++;
    attempt(run, frame, state, () => state.behaviour.enter(run, frame, state));
  }
  return entered;
}

/** Does what a state does; whatever it throws as StatesError becomes the failure of the state. */
export function attempt(run: Run, frame: Frame, state: State, action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof StatesError)) throw error;
    failState(run, frame, state, failureOf(run, frame, state, error));
  }
}

/** The error, with the state in which it occurred; a JSONata expression that failed has an event of its own. */
function failureOf(run: Run, frame: Frame, state: State, { error, message, location }: StatesError): Failure {
  const place = `the state '${state.name}' (entered at the event id #${frame.enteredEventId})`;
  const cause = `An error occurred while executing ${place}. ${message}`;
  if (error === 'States.QueryEvaluationError') {
    // It points to the event before the state was entered, unless something has happened in the state since.
    const before = frame.previousEventId === frame.enteredEventId ? frame.enteredAfterEventId! : frame.previousEventId;
    const details: JsonObject = { error, cause, state: state.name };
    if (location !== undefined) details.location = location;
    frame.previousEventId = recordAfter(run, before, 'EvaluationFailed', details);
  }
  return { error, cause };
}

/** The state has its result: output, variables and the next state follow from it. */
export function completeState(run: Run, frame: Frame, state: State, result: Json, next = state.next): void {
  const selected = state.data.select(result, scopeOf(run, frame, { result }));
  leaveState(run, frame, state, state.data.exit, { result: selected }, next);
}

/** Leaves the state through one of its exits: its own, that of a Choice rule, or that of a catcher. */
export function leaveState(
  run: Run,
  frame: Frame,
  state: State,
  exit: Exit,
  seen: { result?: Json; errorOutput?: Json },
  next: string | undefined,
): void {
  const scope = scopeOf(run, frame, seen);
  const value = (seen.errorOutput ?? seen.result)!;
  const assigned = exit.assign?.(value, scope) as JsonObject | undefined;
  const output = exit.output(value, scope);
  const tooLarge = sizeFailure(state.name, output);
  if (tooLarge) throw new StatesError(tooLarge.error, tooLarge.cause);
  const details: JsonObject = { name: state.name, ...outputDetails(output) };
  if (assigned && Object.keys(assigned).length > 0) {
    details.assignedVariables = Object.fromEntries(Object.entries(assigned).map(([k, v]) => [k, textOf(v)]));
    details.assignedVariablesDetails = { truncated: false };
    frame.variables = { ...frame.variables, ...assigned };
  }
  record(run, frame, state.exitedEvent, details);
  goTo(run, frame, next, output);
}

/** "Maximum input or output size for a task, state, or execution: 256 KiB of data as a UTF-8 encoded string." */
const largestData = 262_144;

/** What is wrong with the size of what a state or task returned, if anything is. */
export function sizeFailure(name: string, output: Json): Required<Pick<Failure, 'error' | 'cause'>> | undefined {
  const text = textOf(output);
  if (text.length * 3 <= largestData || Buffer.byteLength(text) <= largestData) return undefined;
  const cause = `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`;
  return { error: 'States.DataLimitExceeded', cause };
}

function goTo(run: Run, frame: Frame, next: string | undefined, output: Json): void {
  if (next === undefined) {
    endFrame(run, frame, output);
    return;
  }
  frame.state = next;
  frame.input = output;
  frame.enteredAfterEventId = frame.previousEventId;
  delete frame.waiting;
  delete frame.retries;
  delete frame.retryCount;
}

/** The frame has run its last state. */
function endFrame(run: Run, frame: Frame, output: Json): void {
  if (frame.parent === undefined) {
    record(run, frame, 'ExecutionSucceeded', outputDetails(output));
    run.snapshot.status = 'SUCCEEDED';
    finish(run);
    run.effects.push({ type: 'finished', status: 'SUCCEEDED', output });
    return;
  }
  removeFrame(run, frame.id);
  const parent = frameOf(run, frame.parent);
  const state = stateOf(run, parent);
  attempt(run, parent, state, () => state.behaviour.childEnded!(run, parent, state, frame, output));
  resume(run, parent);
}

/** The state has failed: it is retried, or caught, or its frame fails. */
export function failState(run: Run, frame: Frame, state: State, failure: Failure): void {
  release(run, frame);
  if (failure.error === 'States.Runtime') {
    failExecution(run, failure, frame);
    return;
  }
  const delay = nextRetry(run, frame, state.retry, failure);
  if (delay !== undefined) {
    delete run.failing;
    frame.waiting = { for: 'retry', timer: startTimer(run, frame, run.now + delay) };
    return;
  }
  if (state.behaviour.failedEvent) record(run, frame, state.behaviour.failedEvent);
  const catcher = catcherOf(state.catch, failure);
  if (catcher) {
    catchFailure(run, frame, state, catcher, failure);
    return;
  }
  failFrame(run, frame, failure);
}

function catchFailure(run: Run, frame: Frame, state: State, { exit, next }: Catcher, failure: Failure): void {
  delete run.failing;
  const errorOutput = { Error: failure.error ?? '', Cause: failure.cause ?? '' };
  try {
    leaveState(run, frame, state, exit, { errorOutput }, next);
  } catch (error) {
    if (!(error instanceof StatesError)) throw error;
    // No catcher is asked about what fails in a catcher.
    failFrame(run, frame, failureOf(run, frame, state, error));
  }
}

function failFrame(run: Run, frame: Frame, failure: Failure): void {
  rememberFailing(run);
  if (frame.parent === undefined) {
    failExecution(run, failure, frame);
    return;
  }
  removeFrame(run, frame.id);
  const parent = frameOf(run, frame.parent);
  const state = stateOf(run, parent);
  attempt(run, parent, state, () => state.behaviour.childFailed!(run, parent, state, frame, failure));
  resume(run, parent);
}

/** The execution fails at once, whatever else runs in it. */
export function failExecution(run: Run, failure: Failure, frame = rootFrame(run)): void {
  endExecution(run, 'FAILED', failureDetails(failure), failure, frame.previousEventId);
}

const endEvents = { FAILED: 'ExecutionFailed', TIMED_OUT: 'ExecutionTimedOut', ABORTED: 'ExecutionAborted' } as const;

/**
 * Ends the execution otherwise than with success.
 * @param details of the event
 * @param failure what DescribeExecution shows
 * @param previousEventId nothing (0) for what comes from outside: a stop, a time-out
 */
export function endExecution(
  run: Run,
  status: keyof typeof endEvents,
  details: JsonObject,
  failure: Failure,
  previousEventId = 0,
): void {
  rememberFailing(run);
  release(run, rootFrame(run));
  recordAfter(run, previousEventId, endEvents[status], details);
  run.snapshot.status = status;
  finish(run);
  run.effects.push({ type: 'finished', status, ...failureDetails(failure) });
}

/** The root frame; it is there as long as the execution runs. */
export function rootFrame(run: Run): Frame {
  return frameOf(run, rootId);
}

export const rootId = '0';

/** The timer of the state machine's TimeoutSeconds. */
export const executionTimer = '0.timeout';

function finish(run: Run): void {
  // A child execution of a Map Run, which runs another flow than '', has no such timer.
  const limited = run.machine.timeoutSeconds !== undefined && run.snapshot.frames[rootId]?.flow === '';
  if (limited) run.effects.push({ type: 'cancelTimer', id: executionTimer });
  run.snapshot.ready = [];
  run.snapshot.frames = {};
  run.snapshot.lists = {};
}
