import type {
  ChildEffect,
  Effect,
  Event,
  FinishedEffect,
  HistoryEvent,
  Machine,
  Snapshot,
  Start,
  TaskEffect,
} from '../index.ts';
import { start, step } from '../index.ts';

/** An event as it is answered to a task, without its time. */
export type Answer = Event extends infer E ? (E extends { now: number } ? Omit<E, 'now'> : never) : never;

export interface Drive {
  /** What the services answer to a task, at the time when it is performed. */
  answer(task: TaskEffect, history: readonly HistoryEvent[], now: number): Answer[];
  /** Told of every effect before it is performed. */
  observe?(effect: Effect): void;
  /** Told of every event before it is taken. */
  happened?(event: Answer): void;
  /** Applied to the snapshot before every step; the identity unless given. */
  between?(snapshot: Snapshot): Snapshot;
}

export interface Outcome {
  finished: FinishedEffect | undefined;
  history: HistoryEvent[];
  snapshot: Snapshot;
  /** Simulated milliseconds from start to end. */
  elapsed: number;
}

/** Runs an execution in simulated time: no timer is waited for, tasks are answered at once and in order. */
export function drive(
  machine: Machine,
  options: Start,
  { answer, observe, happened, between = (s) => s }: Drive,
): Outcome {
  const timers = new Map<string, number>();
  const answers: Answer[] = [];
  const history: HistoryEvent[] = [];
  let finished: FinishedEffect | undefined;
  let now = options.now;

  const perform = (effects: Effect[]) => {
    for (const effect of effects) {
      observe?.(effect);
      if (effect.type === 'history') history.push(effect.event);
      else if (effect.type === 'timer') timers.set(effect.id, effect.at);
      else if (effect.type === 'cancelTimer') timers.delete(effect.id);
      else if (effect.type === 'task') answers.push(...answer(effect, history, now));
      else if (effect.type === 'continue') answers.unshift({ type: 'continue' });
      else if (effect.type === 'child') answers.push(runChild(effect));
      else if (effect.type === 'finished') finished = effect;
    }
  };

  const runChild = ({ id, flow, input, executionType, mapRunArn }: ChildEffect): Answer => {
    const execution = { ...options.execution, Id: mapRunArn.replace(':mapRun:', ':execution:'), Name: id };
    const child = { ...options, input, execution, flow, type: executionType, now, seed: `${options.seed}/${id}` };
    const { finished } = drive(machine, child, { answer, observe, happened, between });
    if (!finished) throw new Error(`child execution ${id} did not end`);
    return { ...finished, type: 'child', id };
  };

  let [snapshot, effects] = start(machine, options);
  perform(effects);
  while (!finished) {
    let event: Answer | undefined = answers.shift();
    if (!event) {
      const next = [...timers].sort((a, b) => a[1] - b[1])[0];
      if (!next) break;
      timers.delete(next[0]);
      now = Math.max(now, next[1]);
      event = { type: 'timer', id: next[0] };
    }
    happened?.(event);
    [snapshot, effects] = step(machine, between(snapshot), { ...event, now } as Event);
    perform(effects);
  }
  return { finished, history, snapshot, elapsed: now - options.now };
}
