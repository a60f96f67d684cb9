/**
 * What is known of a Map Run while it runs: how many of its child executions have begun, ended and failed, how many may run at
 * a time, and how many may fail.
 */
import { compileNumber } from '../data/numbers.ts';
import type { ChildResult } from '../data/result-writer.ts';
import type { Scope } from '../data/scope.ts';
import { type Failure, runtimeError } from '../errors.ts';
import type { ChildEnded } from '../event.ts';
import { failureDetails, record } from '../history.ts';
import { type Json, type JsonObject, textOf } from '../json.ts';
import { dropLists, keepResult, resultAt } from '../lists.ts';
import type { State, StateSource } from '../machine.ts';
import { randomUuid } from '../random.ts';
import { newId, type Run, rememberFailing } from '../run.ts';
import type { ExecutionType, Frame, WaitingForMapRun } from '../snapshot.ts';
import { failState } from '../transitions.ts';

/** "Distributed mode: up to 10,000 parallel child workflow executions." */
const greatestConcurrency = 10_000;

/** What a Map Run begins with. */
interface Beginning {
  /** of the Map state; one is made up where none is given */
  label: string | undefined;
  executionType: ExecutionType;
  /** 0 for as many as there may be */
  maxConcurrency: number;
  tolerated: Tolerated;
}

/** The state waits for a Map Run from now on, whose items are not known yet. */
export function startMapRun(run: Run, frame: Frame, beginning: Beginning): void {
  const { label, executionType, maxConcurrency, tolerated } = beginning;
  const mapRunArn = newMapRunArn(run, label);
  const mapRun = newId(run, frame);
  frame.waiting = {
    for: 'mapRun',
    mapRun,
    mapRunArn,
    startedEventId: record(run, frame, 'MapRunStarted', { mapRunArn }),
    total: 0,
    next: 0,
    ended: 0,
    failed: 0,
    concurrency: concurrencyOf(maxConcurrency),
    tolerated,
  };
  run.effects.push({
    type: 'mapRun',
    id: mapRun,
    mapRunArn,
    executionType,
    maxConcurrency,
    toleratedFailureCount: tolerated.count ?? 0,
    toleratedFailurePercentage: tolerated.percentage ?? 0,
  });
}

/** "1,000 redrives of a given Map Run". Source: "Redriving Map Runs in Step Functions executions". */
const mostRedrives = 1000;

/**
 * The state waits again for its Map Run, which failed or was aborted: what succeeded in it is kept, everything else is to come.
 * @throws StatesError States.Runtime when it was redriven too often
 */
export function redriveMapRun(run: Run, frame: Frame): void {
  const { task: _, ...waiting } = mapRunOf(frame);
  const { mapRun, mapRunArn, redriveCount: before = 0 } = waiting;
  if (before === mostRedrives) throw runtimeError(`The Map Run was redriven ${mostRedrives} times already.`);
  let kept = 0;
  for (let index = 0; index < waiting.next; index++) {
    const result = resultAt(run, frame.id, index) as ChildResult | null | undefined;
    if (result?.output !== undefined) kept += 1;
    else if (result) keepResult(run, frame.id, index, null);
  }
  const redriveCount = before + 1;
  const startedEventId = record(run, frame, 'MapRunRedriven', { mapRunArn, redriveCount });
  frame.waiting = { ...waiting, startedEventId, redriveCount, next: 0, ended: kept, ahead: kept, failed: 0 };
  run.effects.push({ type: 'mapRunRedriven', id: mapRun, mapRunArn, redriveCount });
}

/** @param limit MaxConcurrency; 0 for none */
export function concurrencyOf(limit: number): number {
  return limit === 0 ? greatestConcurrency : Math.min(limit, greatestConcurrency);
}

export function mapRunOf(frame: Frame): WaitingForMapRun {
  return frame.waiting as WaitingForMapRun;
}

/** The Map Run is over, and its state has failed. */
export function failMapRun(run: Run, frame: Frame, state: State, failure: Failure): void {
  const { mapRun, mapRunArn, total } = mapRunOf(frame);
  rememberFailing(run);
  delete frame.waiting;
  dropLists(run, frame.id, total);
  run.effects.push({ type: 'mapRunEnded', id: mapRun, mapRunArn, status: 'FAILED' });
  record(run, frame, 'MapRunFailed', failureDetails(failure));
  failState(run, frame, state, failure);
}

/** What is kept of a child execution. @param shown whether more than its output is asked for, by a ResultWriter */
export function resultOf(ended: ChildEnded, shown: boolean): JsonObject {
  if (!shown) return ended.status === 'SUCCEEDED' ? { output: ended.output } : {};
  if (ended.status === 'SUCCEEDED') {
    return {
      output: ended.output,
      execution: { ...ended.execution, Status: ended.status, Output: textOf(ended.output) },
    };
  }
  const { error, cause } = ended;
  const execution: JsonObject = { ...ended.execution, Status: ended.status };
  if (error !== undefined) execution.Error = error;
  if (cause !== undefined) execution.Cause = cause;
  return { execution };
}

/** ToleratedFailureCount and ToleratedFailurePercentage, where they are given. */
export interface Tolerated {
  count?: number;
  percentage?: number;
}

/** Reads both from the state. @throws StatesError States.Runtime for what can be no limit */
export function compileTolerated(source: StateSource): (input: Json, scope: Scope) => Tolerated {
  const count = compileNumber(source, 'ToleratedFailureCount');
  const percentage = compileNumber(source, 'ToleratedFailurePercentage');
  return (input, scope) => {
    const tolerated: Tolerated = {};
    if (count) tolerated.count = count(input, scope);
    if (percentage) tolerated.percentage = percentage(input, scope);
    if ((tolerated.count ?? 0) < 0) throw runtimeError('ToleratedFailureCount cannot be negative.');
    const percent = tolerated.percentage ?? 0;
    if (percent < 0 || percent > 100) throw runtimeError('ToleratedFailurePercentage must be between 0 and 100.');
    return tolerated;
  };
}

/** Whether more child executions failed than are tolerated; with neither limit given, none may fail. */
export function exceeds(failed: number, { tolerated: { count, percentage }, total }: WaitingForMapRun): boolean {
  if (count === undefined && percentage === undefined) return failed > 0;
  return (count !== undefined && failed > count) || (percentage !== undefined && (failed / total) * 100 > percentage);
}

/** `arn:aws:states:<region>:<account>:mapRun:<state machine>/<label>:<id>`; the label is made up where none is given. */
function newMapRunArn(run: Run, label?: string): string {
  const { snapshot } = run;
  const [arn, partition, states, region, account] = snapshot.execution.Id.split(':');
  const unique = () => randomUuid(snapshot.seed, snapshot.draws++);
  const name = `${snapshot.stateMachine.Name}/${label ?? unique()}`;
  return [arn, partition, states, region, account, 'mapRun', name, unique()].join(':');
}
