import { scopeOf } from '../context.ts';
import { compilePathField } from '../data/expression.ts';
import { compileJsonata, compileTyped } from '../data/jsonata.ts';
import { compileNumber } from '../data/numbers.ts';
import type { Evaluator, Scope } from '../data/scope.ts';
import { compileTemplate } from '../data/template.ts';
import { StatesError } from '../errors.ts';
import { record, recordAfter } from '../history.ts';
import { type Json, type JsonObject, textOf } from '../json.ts';
import { collectResults, dropLists, itemAt, keepItems, keepResult } from '../lists.ts';
import type { Behaviour, State, StateSource, StateType } from '../machine.ts';
import { abortChildren, recordStateAborted } from '../release.ts';
import type { Run } from '../run.ts';
import type { Frame, WaitingForChildren } from '../snapshot.ts';
import { completeState, failState } from '../transitions.ts';
import { startChild } from './children.ts';

/** Runs its item processor once for each item; its result is the list of theirs. */
export const MapState: StateType = {
  fields: {
    common: [
      'Assign',
      'Catch',
      'End',
      'ItemBatcher',
      'ItemProcessor',
      'ItemReader',
      'ItemSelector',
      'Label',
      'MaxConcurrency',
      'Next',
      'ResultWriter',
      'Retry',
      'ToleratedFailureCount',
      'ToleratedFailurePercentage',
    ],
    JSONPath: [
      'InputPath',
      'ItemsPath',
      'Iterator',
      'MaxConcurrencyPath',
      'OutputPath',
      'Parameters',
      'ResultPath',
      'ResultSelector',
      'ToleratedFailureCountPath',
      'ToleratedFailurePercentagePath',
    ],
    JSONata: ['Items', 'Output'],
  },
  compile: compileInlineMap,
};

/** "Inline mode: up to 40 concurrent iterations." */
const greatestConcurrency = 40;

function compileInlineMap(source: StateSource): Behaviour {
  const { definition } = source;
  const member = definition.ItemProcessor === undefined ? 'Iterator' : 'ItemProcessor';
  const flow = source.flow(definition[member] as JsonObject, member);
  const items = compileItems(source);
  const select = compileItemSelector(source);
  const maxConcurrency = compileNumber(source, 'MaxConcurrency');

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
      const limit = maxConcurrency?.(input, scope) ?? 0;
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
      recordAfter(run, child.previousEventId, 'MapIterationSucceeded', { index: child.index!, name: state.name });
      const ended = waiting.ended + 1;
      frame.waiting = { ...waiting, ended, children: waiting.children.filter((id) => id !== child.id) };
      if (waiting.next < waiting.total) {
        startNext(run, frame, state, child.previousEventId);
      } else if (ended === waiting.total) {
        const results = collectResults(run, frame.id, waiting.total);
        dropLists(run, frame.id, waiting.total);
        frame.previousEventId = child.previousEventId;
        succeed(run, frame, state, results);
      }
    },
    childFailed(run, frame, state, child, failure) {
      const waiting = frame.waiting as WaitingForChildren;
      const cause = child.previousEventId;
      frame.previousEventId = cause;
      recordAfter(run, cause, 'MapIterationFailed', { index: child.index!, name: state.name });
      recordStateAborted(run, child, cause);
      abortChildren(
        run,
        waiting.children.filter((id) => id !== child.id),
        cause,
      );
      failState(run, frame, state, failure);
    },
  };
}

type Items = (input: Json, scope: Scope) => Json[];

/** Items or ItemsPath; the whole input if there is neither. */
function compileItems({ definition, language }: StateSource): Items {
  const { Items: items, ItemsPath } = definition;
  const list: Evaluator =
    items !== undefined
      ? compileTyped(items, 'Items', 'array')
      : ItemsPath !== undefined
        ? compilePathField(ItemsPath as string)
        : (input) => input;
  return (input, scope) => {
    const found = list(input, scope);
    if (Array.isArray(found)) return found;
    const error = language === 'JSONata' ? 'States.QueryEvaluationError' : 'States.Runtime';
    throw new StatesError(error, `Map state input must be an array but was: ${textOf(found)}`);
  };
}

/** ItemSelector, or Parameters as it was called before: applied to the state's effective input, for each item. */
function compileItemSelector({ definition, language }: StateSource): Evaluator | undefined {
  const template = definition.ItemSelector ?? definition.Parameters;
  if (template === undefined) return undefined;
  return language === 'JSONata' ? compileJsonata(template, 'ItemSelector') : compileTemplate(template);
}
