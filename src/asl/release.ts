import { recordAfter } from './history.ts';
import { dropLists } from './lists.ts';
import { cancelTimer, frameOf, peekFrame, type Run, removeFrame, stateOf } from './run.ts';
import type { Frame, Waiting } from './snapshot.ts';

type Releases = { [K in Waiting['for']]: (run: Run, frame: Frame, waiting: Extract<Waiting, { for: K }>) => void };

/** How to give up what a frame waits for. */
const releases: Releases = {
  timer: (run, _, waiting) => cancelTimer(run, waiting.timer),
  retry: (run, _, waiting) => cancelTimer(run, waiting.timer),
  task: (run, _, waiting) => {
    cancelTimer(run, waiting.timeout);
    cancelTimer(run, waiting.heartbeat);
    run.effects.push({ type: 'cancelTask', id: waiting.task });
  },
  children: (run, frame, waiting) => {
    for (const id of waiting.children) {
      release(run, frameOf(run, id));
      removeFrame(run, id);
    }
    dropLists(run, frame.id, waiting.total);
  },
  mapRun: (run, frame, { mapRun, mapRunArn, task, total }) => {
    if (task !== undefined) run.effects.push({ type: 'cancelTask', id: task });
    run.effects.push({ type: 'mapRunEnded', id: mapRun, mapRunArn, status: 'ABORTED' });
    dropLists(run, frame.id, total);
  },
};

/** Gives up whatever the frame waits for, without a word in the history. */
export function release(run: Run, frame: Frame): void {
  const { waiting } = frame;
  if (!waiting) return;
  delete frame.waiting;
  (releases[waiting.for] as (run: Run, frame: Frame, waiting: Waiting) => void)(run, frame, waiting);
}

/** State types whose end without an exit stands in the history. */
const abortable = new Set(['Map', 'Parallel', 'Task', 'Wait']);

/**
 * Writes that the state which a branch or iteration is in was aborted, and those within it.
 * @param cause the event that all of them point to
 */
export function recordStateAborted(run: Run, frame: Frame, cause: number): void {
  if (frame.enteredEventId === undefined) return;
  if (frame.waiting?.for === 'children') abortChildren(run, frame.waiting.children, cause);
  const { type } = stateOf(run, frame);
  if (abortable.has(type)) recordAfter(run, cause, `${type}StateAborted`);
}

/** Writes that branches and iterations were aborted because another one failed. */
export function abortChildren(run: Run, children: readonly string[], cause: number): void {
  for (const id of children) {
    const child = peekFrame(run, id);
    if (!child) continue;
    if (child.item) {
      const name = stateOf(run, frameOf(run, child.parent!)).name;
      recordAfter(run, cause, 'MapIterationAborted', { index: child.index!, name });
    }
    recordStateAborted(run, child, cause);
  }
}
