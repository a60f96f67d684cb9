import { scopeOf } from '../context.ts';
import { compileItemReader } from '../data/item-reader.ts';
import { compileConcurrency, compileItemBatcher, compileItemSelector, compileItems } from '../data/items.ts';
import { type ChildResult, compileResultWriter, outputs } from '../data/result-writer.ts';
import { StatesError } from '../errors.ts';
import { record, recordAfter } from '../history.ts';
import { itemReaderResources, resultWriterResources } from '../integrations.ts';
import type { Json, JsonObject } from '../json.ts';
import { collectResults, dropLists, itemAt, keepItems, keepResult, keptItems, resultAt } from '../lists.ts';
import type { Behaviour, State, StateSource } from '../machine.ts';
import { newId, type Run } from '../run.ts';
import type { ExecutionType, Frame } from '../snapshot.ts';
import { completeState } from '../transitions.ts';
import {
  compileTolerated,
  concurrencyOf,
  exceeds,
  failMapRun,
  mapRunOf,
  redriveMapRun,
  resultOf,
  startMapRun,
} from './map-run.ts';

/** A Map state whose items, or batches of them, run as child executions of their own: a Map Run. */
export function compileDistributedMap(source: StateSource, flow: string, processor: JsonObject): Behaviour {
  const { ExecutionType: executionType = 'STANDARD' } = (processor.ProcessorConfig ?? {}) as {
    ExecutionType?: ExecutionType;
  };
  const label = source.definition.Label as string | undefined;
  const items = compileItems(source);
  const reader = compileItemReader(source);
  const select = compileItemSelector(source);
  const batch = compileItemBatcher(source);
  const writer = compileResultWriter(source);
  const maxConcurrency = compileConcurrency(source);
  const tolerated = compileTolerated(source);

  /** Asks for the (next) answer of what the ItemReader reads from. */
  const read = (run: Run, frame: Frame, more: JsonObject = {}): void => {
    const args = { ...reader!.arguments(frame.input, scopeOf(run, frame)), ...more };
    callService(run, frame, 'ItemReader', reader!.resource, args);
  };

  const readFirst = (run: Run, frame: Frame, state: State): void =>
    reading(run, frame, state, () => {
      const scope = scopeOf(run, frame);
      reader!.maxItems(state.data.input(scope), scope);
      read(run, frame);
    });

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
    const { mapRun, mapRunArn, total, ended, concurrency, redriveCount } = waiting;
    const input = state.data.input(scopeOf(run, frame));
    let { next, ahead = 0 } = waiting;
    for (; next < total && next - ended + ahead < concurrency; next++) {
      if (ahead > 0 && resultAt(run, frame.id, next) != null) {
        ahead -= 1;
        continue;
      }
      const value = itemAt(run, frame.id, next);
      const id = `${mapRun}/${next}`;
      run.effects.push({
        type: 'child',
        id,
        mapRunArn,
        index: next,
        executionType,
        flow,
        input: batch ? value : selectItem(run, frame, input, value, next),
        ...(redriveCount !== undefined && { redriveCount }),
        idempotencyKey: `${run.snapshot.execution.Id}/${id}${redriveCount === undefined ? '' : `/${redriveCount}`}`,
      });
    }
    frame.waiting = { ...waiting, next };
    if (redriveCount !== undefined) frame.waiting.ahead = ahead;
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
      startMapRun(run, frame, { label, executionType, maxConcurrency: limit, tolerated: tolerated(input, scope) });
      if (reader) readFirst(run, frame, state);
      else startChildren(run, frame, state, list);
    },
    redrive(run, frame, state) {
      redriveMapRun(run, frame);
      const { total, written } = mapRunOf(frame);
      if (total > 0 || written !== undefined || !reader) {
        goOn(run, frame, state);
        return;
      }
      dropLists(run, frame.id, 0);
      readFirst(run, frame, state);
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
      keepResult(run, frame.id, index, resultOf(ended, writer !== undefined));
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

/** Does something about the items; States.ItemReaderFailed ends the Map Run, not only the state. */
function reading(run: Run, frame: Frame, state: State, action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof StatesError) || error.error !== 'States.ItemReaderFailed') throw error;
    failMapRun(run, frame, state, { error: error.error, cause: error.message });
  }
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
