import { scopeOf } from '../context.ts';
import { compileItemReader } from '../data/item-reader.ts';
import { compileConcurrency, compileItemBatcher, compileItemSelector, compileItems } from '../data/items.ts';
import { compileNumber } from '../data/numbers.ts';
import { type ChildResult, compileResultWriter, outputs } from '../data/result-writer.ts';
import type { Scope } from '../data/scope.ts';
import { type Failure, runtimeError, StatesError } from '../errors.ts';
import type { ChildEnded } from '../event.ts';
import { failureDetails, record, recordAfter } from '../history.ts';
import { itemReaderResources, resultWriterResources } from '../integrations.ts';
import { type Json, type JsonObject, textOf } from '../json.ts';
import { collectResults, dropLists, itemAt, keepItems, keepResult, keptItems, resultAt } from '../lists.ts';
import type { Behaviour, State, StateSource } from '../machine.ts';
import { randomUuid } from '../random.ts';
import { newId, type Run } from '../run.ts';
import type { ExecutionType, Frame, WaitingForMapRun } from '../snapshot.ts';
import { completeState, failState } from '../transitions.ts';

/** "Distributed mode: up to 10,000 parallel child workflow executions." */
const greatestConcurrency = 10_000;

/** A Map state whose items, or batches of them, run as child executions of their own: a Map Run. */
export function compileDistributedMap(source: StateSource, flow: string, processor: JsonObject): Behaviour {
  const { ExecutionType = 'STANDARD' } = (processor.ProcessorConfig ?? {}) as { ExecutionType?: ExecutionType };
  const items = compileItems(source);
  const reader = compileItemReader(source);
  const select = compileItemSelector(source);
  const batch = compileItemBatcher(source);
  const writer = compileResultWriter(source);
  const maxConcurrency = compileConcurrency(source);
  const tolerated = compileTolerated(source);

  const startMapRun = (run: Run, frame: Frame, limit: number, input: Json, scope: Scope): void => {
    const limits = tolerated(input, scope);
    const mapRunArn = newMapRunArn(run, source.definition.Label as string | undefined);
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
      concurrency: concurrencyOf(limit),
      tolerated: limits,
    };
    run.effects.push({
      type: 'mapRun',
      id: mapRun,
      mapRunArn,
      executionType: ExecutionType,
      maxConcurrency: limit,
      toleratedFailureCount: limits.count ?? 0,
      toleratedFailurePercentage: limits.percentage ?? 0,
    });
  };

  /** Asks for the (next) answer of what the ItemReader reads from. */
  const read = (run: Run, frame: Frame, more: JsonObject = {}): void => {
    const args = { ...reader!.arguments(frame.input, scopeOf(run, frame)), ...more };
    callService(run, frame, 'ItemReader', reader!.resource, args);
  };

  const startChildren = (run: Run, frame: Frame, state: State, list: Json[]): void => {
    const scope = scopeOf(run, frame);
    const input = state.data.input(scope);
    const selected = batch && select ? list.map((value, index) => selectItem(run, frame, input, value, index)) : list;
    const inputs = batch ? batch(selected, input, scope) : list;
    keepItems(run, frame.id, inputs);
    const { task: _, ...waiting } = mapRunOf(frame);
    frame.waiting = { ...waiting, total: inputs.length };
    goOn(run, frame, state);
  };

  const selectItem = (run: Run, frame: Frame, input: Json, value: Json, index: number): Json =>
    select ? select(input, scopeOf(run, { ...frame, item: { index, value } })) : value;

  /** Starts as many child executions as may run now; ends the state when all have ended. */
  const goOn = (run: Run, frame: Frame, state: State): void => {
    const waiting = mapRunOf(frame);
    const { mapRun, mapRunArn, total, ended, concurrency } = waiting;
    const input = state.data.input(scopeOf(run, frame));
    let { next } = waiting;
    for (; next < total && next - ended < concurrency; next++) {
      const value = itemAt(run, frame.id, next);
      const id = `${mapRun}/${next}`;
      run.effects.push({
        type: 'child',
        id,
        mapRunArn,
        index: next,
        executionType: ExecutionType,
        flow,
        input: batch ? value : selectItem(run, frame, input, value, next),
        idempotencyKey: `${run.snapshot.execution.Id}/${id}`,
      });
    }
    frame.waiting = { ...waiting, next };
    if (ended === total) succeed(run, frame, state);
  };

  /** Goes on, unless more child executions failed than are tolerated. */
  const judge = (run: Run, frame: Frame, state: State): void => {
    const waiting = mapRunOf(frame);
    if (!exceeds(waiting.failed, waiting)) {
      goOn(run, frame, state);
      return;
    }
    failMapRun(run, frame, state, {
      error: 'States.ExceedToleratedFailureThreshold',
      cause: 'The specified tolerated failure threshold was exceeded',
    });
  };

  /** All have ended: the results are written, a file after the other, and then the state is done. */
  const succeed = (run: Run, frame: Frame, state: State): void => {
    const waiting = mapRunOf(frame);
    const { mapRun, mapRunArn, startedEventId, total, written = 0 } = waiting;
    const results = collectResults(run, frame.id, total) as unknown as ChildResult[];
    const scope = scopeOf(run, frame);
    const files = writer?.files(results, mapRunArn, state.data.input(scope), scope) ?? [];
    if (written < files.length) {
      frame.waiting = { ...waiting, written };
      callService(run, frame, 'ResultWriter', writer!.resource!, files[written]!);
      return;
    }
    dropLists(run, frame.id, total);
    delete frame.waiting;
    run.effects.push({ type: 'mapRunEnded', id: mapRun, mapRunArn, status: 'SUCCEEDED' });
    recordAfter(run, record(run, frame, 'MapRunSucceeded'), 'MapStateSucceeded');
    frame.previousEventId = startedEventId;
    completeState(run, frame, state, writer ? writer.result(results, files, mapRunArn) : outputs(results));
  };

  return {
    failedEvent: 'MapStateFailed',
    enter(run, frame, state) {
      const scope = scopeOf(run, frame);
      const input = state.data.input(scope);
      // How many items an ItemReader will find is not known yet.
      const list = reader ? [] : items(input, scope);
      const limit = maxConcurrency(input, scope);
      record(run, frame, 'MapStateStarted', { length: list.length });
      startMapRun(run, frame, limit, input, scope);
      if (!reader) {
        startChildren(run, frame, state, list);
        return;
      }
      reading(run, frame, state, () => {
        reader.maxItems(input, scope);
        read(run, frame);
      });
    },
    task(run, frame, state, report) {
      const { written, ...waiting } = mapRunOf(frame);
      if (report.kind === 'started') return;
      if (!('output' in report)) {
        const error = written === undefined ? 'States.ItemReaderFailed' : 'States.ResultWriterFailed';
        failMapRun(run, frame, state, { error, cause: report.cause });
        return;
      }
      if (written !== undefined) {
        frame.waiting = { ...waiting, written: written + 1 };
        succeed(run, frame, state);
        return;
      }
      reading(run, frame, state, () => {
        const most = reader!.maxItems(frame.input, scopeOf(run, frame));
        const { output } = report;
        const list = [...keptItems(run, frame.id), ...reader!.items(output)];
        const token = reader!.continuation(output);
        if (token !== undefined && list.length < most) {
          keepItems(run, frame.id, list);
          read(run, frame, { ContinuationToken: token });
        } else {
          startChildren(run, frame, state, list.slice(0, most));
        }
      });
    },
    childExecution(run, frame, state, ended) {
      const waiting = mapRunOf(frame);
      const index = Number(ended.id.slice(waiting.mapRun.length + 1));
      // Reported before.
      if (index >= waiting.next || resultAt(run, frame.id, index) != null) return;
      keepResult(run, frame.id, index, resultOf(ended));
      const failed = waiting.failed + (ended.status === 'SUCCEEDED' ? 0 : 1);
      frame.waiting = { ...waiting, ended: waiting.ended + 1, failed };
      judge(run, frame, state);
    },
    mapRunUpdated(run, frame, state, { maxConcurrency, toleratedFailureCount, toleratedFailurePercentage }) {
      const waiting = mapRunOf(frame);
      const tolerated = { ...waiting.tolerated };
      if (toleratedFailureCount !== undefined) tolerated.count = toleratedFailureCount;
      if (toleratedFailurePercentage !== undefined) tolerated.percentage = toleratedFailurePercentage;
      const concurrency = maxConcurrency === undefined ? waiting.concurrency : concurrencyOf(maxConcurrency);
      frame.waiting = { ...waiting, tolerated, concurrency };
      // While items are read or results are written, no child execution can begin or end.
      if (waiting.task === undefined) judge(run, frame, state);
    },
  };
}

/** @param limit MaxConcurrency; 0 for none */
function concurrencyOf(limit: number): number {
  return limit === 0 ? greatestConcurrency : Math.min(limit, greatestConcurrency);
}

function mapRunOf(frame: Frame): WaitingForMapRun {
  return frame.waiting as WaitingForMapRun;
}

/** Does something about the items; States.ItemReaderFailed ends the Map Run, not only the state. */
function reading(run: Run, frame: Frame, state: State, action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof StatesError) || error.error !== 'States.ItemReaderFailed') throw error;
    failMapRun(run, frame, state, { error: error.error, cause: error.message });
  }
}

function failMapRun(run: Run, frame: Frame, state: State, failure: Failure): void {
  const { mapRun, mapRunArn, total } = mapRunOf(frame);
  delete frame.waiting;
  dropLists(run, frame.id, total);
  run.effects.push({ type: 'mapRunEnded', id: mapRun, mapRunArn, status: 'FAILED' });
  record(run, frame, 'MapRunFailed', failureDetails(failure));
  failState(run, frame, state, failure);
}

/** What is kept of a child execution. */
function resultOf(ended: ChildEnded): JsonObject {
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

/** Has a service read items or write results. */
function callService(
  run: Run,
  frame: Frame,
  purpose: 'ItemReader' | 'ResultWriter',
  resource: string,
  args: JsonObject,
): void {
  const task = newId(run, frame);
  frame.waiting = { ...mapRunOf(frame), task };
  run.effects.push({
    type: 'task',
    id: task,
    purpose,
    resource,
    integration: (purpose === 'ItemReader' ? itemReaderResources : resultWriterResources)[resource]!,
    arguments: args,
    idempotencyKey: `${run.snapshot.execution.Id}/${task}`,
  });
}

interface Tolerated {
  count?: number;
  percentage?: number;
}

/** ToleratedFailureCount and ToleratedFailurePercentage. */
function compileTolerated(source: StateSource): (input: Json, scope: Scope) => Tolerated {
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
function exceeds(failed: number, { tolerated: { count, percentage }, total }: WaitingForMapRun): boolean {
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
