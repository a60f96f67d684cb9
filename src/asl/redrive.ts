import type { Effect } from './effect.ts';
import { recordAfter } from './history.ts';
import type { Machine } from './machine.ts';
import { beginRun, endRun, frameOf, peekFrame, type Run, stateOf } from './run.ts';
import type { Snapshot } from './snapshot.ts';
import { defaultBudget } from './step.ts';
import { attempt, executionTimer, resume, rootId, runReady, withinHistory } from './transitions.ts';

/**
 * Goes on with an execution that ended without success: what failed or was aborted is tried again, with the same input and
 * all its retries, and what succeeded is not. The history goes on too. A Map Run goes on as well, unless it was its Map state
 * that failed, and not the Map Run.
 * Source: "Restarting state machine executions with redrive in Step Functions", "Redriving Map Runs in Step Functions
 * executions".
 * @param snapshot the last one of a Standard execution that failed, timed out or was aborted
 * @param now milliseconds since epoch
 */
export function redrive(machine: Machine, snapshot: Snapshot, now: number): [Snapshot, Effect[]] {
  const redriveCount = snapshot.execution.RedriveCount + 1;
  const execution = { ...snapshot.execution, RedriveCount: redriveCount };
  const run = beginRun(machine, { ...snapshot, status: 'RUNNING', execution }, now);
  withinHistory(run, () => {
    const redriven = recordAfter(run, snapshot.lastEventId, 'ExecutionRedriven', { redriveCount });
    if (machine.timeoutSeconds !== undefined && snapshot.frames[rootId]?.flow === '')
      run.effects.push({ type: 'timer', id: executionTimer, at: now + machine.timeoutSeconds * 1000 });
    for (const id of interrupted(snapshot)) again(run, id, redriven);
    runReady(run, defaultBudget);
  });
  return endRun(run);
}

/** Frames that were in a state, and neither wait for frames of their own nor for their turn. */
function interrupted({ frames, ready }: Snapshot): string[] {
  return Object.values(frames)
    .filter(({ id, waiting }) => waiting?.for !== 'children' && !ready.includes(id))
    .map(({ id }) => id);
}

/** Does once more what a frame's state does, unless another frame's failure has ended it again meanwhile. */
function again(run: Run, id: string, redriven: number): void {
  if (run.snapshot.status !== 'RUNNING' || !peekFrame(run, id)) return;
  const frame = frameOf(run, id);
  const state = stateOf(run, frame);
  const { enter, redrive } = state.behaviour;
  const goOn = frame.waiting?.for === 'mapRun' && redrive ? redrive : enter;
  if (goOn === enter) delete frame.waiting;
  delete frame.retries;
  delete frame.retryCount;
  frame.previousEventId = redriven;
  attempt(run, frame, state, () => goOn(run, frame, state));
  resume(run, frame);
}
