import { scopeOf } from '../context.ts';
import { record, recordAfter } from '../history.ts';
import type { JsonObject } from '../json.ts';
import { collectResults, dropLists, keepResult } from '../lists.ts';
import type { StateType } from '../machine.ts';
import { abortChildren, recordStateAborted } from '../release.ts';
import type { WaitingForChildren } from '../snapshot.ts';
import { completeState, failState } from '../transitions.ts';
import { startChild } from './children.ts';

/** Runs its branches side by side on the same input; its result is the list of theirs. */
export const Parallel: StateType = {
  fields: {
    common: ['Assign', 'Branches', 'Catch', 'End', 'Next', 'Retry'],
    JSONPath: ['InputPath', 'OutputPath', 'Parameters', 'ResultPath', 'ResultSelector'],
    JSONata: ['Arguments', 'Output'],
  },
  required: ['Branches'],
  oneOf: [['End', 'Next']],
  compile(source) {
    const branches = (source.definition.Branches as JsonObject[]).map((branch, i) =>
      source.flow(branch, `Branches[${i}]`),
    );
    return {
      failedEvent: 'ParallelStateFailed',
      enter(run, frame, state) {
        const input = state.data.arguments(scopeOf(run, frame));
        record(run, frame, 'ParallelStateStarted');
        const total = branches.length;
        const children = branches.map((flow, index) => startChild(run, frame, { flow, index, input }).id);
        frame.waiting = { for: 'children', children, total, next: total, ended: 0, concurrency: total };
      },
      childEnded(run, frame, state, child, output) {
        const waiting = frame.waiting as WaitingForChildren;
        keepResult(run, frame.id, child.index!, output);
        const ended = waiting.ended + 1;
        frame.waiting = { ...waiting, ended, children: waiting.children.filter((id) => id !== child.id) };
        if (ended < waiting.total) return;
        const results = collectResults(run, frame.id, waiting.total);
        dropLists(run, frame.id, waiting.total);
        delete frame.waiting;
        frame.previousEventId = child.previousEventId;
        recordAfter(run, frame.previousEventId, 'ParallelStateSucceeded');
        completeState(run, frame, state, results);
      },
      childFailed(run, frame, state, child, failure) {
        const waiting = frame.waiting as WaitingForChildren;
        frame.previousEventId = child.previousEventId;
        recordStateAborted(run, child, child.previousEventId);
        const others = waiting.children.filter((id) => id !== child.id);
        abortChildren(run, others, child.previousEventId);
        frame.waiting = { ...waiting, children: others };
        failState(run, frame, state, failure);
      },
    };
  },
};
