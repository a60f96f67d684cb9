import { scopeOf } from '../context.ts';
import { compileConcurrency, compileItemSelector, compileItems } from '../data/items.ts';
import { record, recordAfter } from '../history.ts';
import type { Json } from '../json.ts';
import { collectResults, dropLists, itemAt, keepItems, keepResult } from '../lists.ts';
import type { Behaviour, State, StateSource } from '../machine.ts';
import { abortChildren, recordStateAborted } from '../release.ts';
import type { Run } from '../run.ts';
import type { Frame, WaitingForChildren } from '../snapshot.ts';
import { completeState, failState } from '../transitions.ts';
import { startChild } from './children.ts';

/** "Inline mode: up to 40 concurrent iterations." */
const greatestConcurrency = 40;

/** A Map state whose iterations run within the execution. */
export function compileInlineMap(source: StateSource, flow: string): Behaviour {
  const items = compileItems(source);
  const select = compileItemSelector(source);
  const maxConcurrency = compileConcurrency(source);

  const startNext = (run: Run, frame: Frame, state: State, previousEventId: number): void => {
    const waiting = frame.waiting as WaitingForChildren;
    const index = waiting.next;
    const item = { index, value: itemAt(run, frame.id, index) };
    const scope = scopeOf(run, { ...frame, item });
    const input = select ? select(state.data.input(scope), scope) : item.value;
    const child = startChild(run, frame, { flow, index, input, item });
    child.previousEventId = previousEventId;
    record(run, child, 'MapIterationStarted', { index, name: state.name });
    child.enteredAfterEventId = child.previousEventId;
    frame.waiting = { ...waiting, next: index + 1, children: [...waiting.children, child.id] };
  };

  const succeed = (run: Run, frame: Frame, state: State, results: Json[]): void => {
    delete frame.waiting;
    recordAfter(run, frame.previousEventId, 'MapStateSucceeded');
    completeState(run, frame, state, results);
  };

  return {
    failedEvent: 'MapStateFailed',
    enter(run, frame, state) {
      const scope = scopeOf(run, frame);
      const input = state.data.input(scope);
      const list = items(input, scope);
      const limit = maxConcurrency(input, scope);
      const concurrency = limit === 0 ? greatestConcurrency : Math.min(limit, greatestConcurrency);
      record(run, frame, 'MapStateStarted', { length: list.length });
      frame.waiting = { for: 'children', children: [], total: list.length, next: 0, ended: 0, concurrency };
      if (list.length === 0) {
        succeed(run, frame, state, []);
        return;
      }
      keepItems(run, frame.id, list);
      for (let i = 0; i < Math.min(concurrency, list.length); i++) startNext(run, frame, state, frame.previousEventId);
    },
    childEnded(run, frame, state, child, output) {
      const waiting = frame.waiting as WaitingForChildren;
      keepResult(run, frame.id, child.index!, output);
      const details = { index: child.index!, name: state.name };
      const succeeded = recordAfter(run, child.previousEventId, 'MapIterationSucceeded', details);
      const ended = waiting.ended + 1;
      frame.waiting = { ...waiting, ended, children: waiting.children.filter((id) => id !== child.id) };
      if (waiting.next < waiting.total) {
        startNext(run, frame, state, child.previousEventId);
      } else if (ended === waiting.total) {
        const results = collectResults(run, frame.id, waiting.total);
        dropLists(run, frame.id, waiting.total);
        frame.previousEventId = succeeded;
        succeed(run, frame, state, results);
      }
    },
    childFailed(run, frame, state, child, failure) {
      const waiting = frame.waiting as WaitingForChildren;
      const cause = child.previousEventId;
      frame.previousEventId = cause;
      recordAfter(run, cause, 'MapIterationFailed', { index: child.index!, name: state.name });
      recordStateAborted(run, child, cause);
      const others = waiting.children.filter((id) => id !== child.id);
      abortChildren(run, others, cause);
      frame.waiting = { ...waiting, children: others };
      failState(run, frame, state, failure);
    },
  };
}
