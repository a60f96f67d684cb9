import type { Failure } from '../errors.ts';
import { frameOf, peekFrame, type Run, stateOf } from '../run.ts';
import type { Frame } from '../snapshot.ts';
import { attempt, failState, resume } from '../transitions.ts';

/**
 * A task has not answered in time. Whatever other task is overdue by now times out with it: the history tells of all
 * of them before anything follows from the first, as AWS writes it.
 * @param timeOut writes that a task timed out, and tells how its state failed
 */
export function timeOutTogether(run: Run, first: Frame, timeOut: (frame: Frame) => Failure): void {
  const overdue = Object.values(run.snapshot.frames)
    .filter(
      ({ id, waiting }) => id !== first.id && waiting?.for === 'task' && (waiting.timeoutAt ?? Infinity) <= run.now,
    )
    .map(({ id }) => frameOf(run, id));
  const failures = [first, ...overdue].map((frame) => ({ frame, failure: timeOut(frame) }));
  for (const { frame, failure } of failures) {
    // It may have been aborted on account of one before it.
    if (!peekFrame(run, frame.id)) continue;
    const state = stateOf(run, frame);
    attempt(run, frame, state, () => failState(run, frame, state, failure));
    resume(run, frame);
  }
}
