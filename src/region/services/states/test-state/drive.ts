import type { HistoryEvent } from '../../../../asl/index.ts';
import {
  compile,
  type Effect,
  type JsonObject,
  type Snapshot,
  start,
  step,
  type TaskEffect,
} from '../../../../asl/index.ts';
import type { Outcome } from '../task/call.ts';
import { TaskFailure } from '../task/integrations/integration.ts';
import { alone, type Subject } from './subject.ts';

/** How a state that is tested is begun. */
export interface Beginning {
  input: JsonObject[string];
  variables: JsonObject;
  roleArn: string;
  /** milliseconds since epoch */
  now: number;
  seed: string;
}

/** What became of it. */
export interface Tested {
  history: readonly HistoryEvent[];
  /** what the task was called with, and what came of it */
  task: { arguments: TaskEffect['arguments']; outcome: Outcome } | undefined;
  /** when it would be tried again, in milliseconds from now, and by which of its retriers */
  retry: { delay: number; index: number } | undefined;
  snapshot: Snapshot;
}

const place = 'arn:aws:states:::execution:TestState:test';

/** Runs a state by itself, with nothing of it stored: waits are not waited for, and nothing is tried again. */
export async function drive(
  subject: Subject,
  { input, variables, roleArn, now, seed }: Beginning,
  perform: (task: TaskEffect) => Promise<Outcome>,
): Promise<Tested> {
  const machine = compile(alone(subject));
  const history: HistoryEvent[] = [];
  let task: Tested['task'];
  let [snapshot, effects]: [Snapshot, Effect[]] = start(machine, {
    input,
    variables,
    execution: { Id: place, Name: 'test', RoleArn: roleArn },
    stateMachine: { Id: 'arn:aws:states:::stateMachine:TestState', Name: 'TestState' },
    type: 'STANDARD',
    now,
    seed,
  });
  for (;;) {
    for (const effect of effects) if (effect.type === 'history') history.push(effect.event);
    const waiting = snapshot.frames['0']?.waiting;
    const timer = effects.find((effect) => effect.type === 'timer');
    if (waiting?.for === 'retry') {
      const index = snapshot.frames['0']?.retries?.findIndex((count) => count > 0) ?? 0;
      return { history, task, snapshot, retry: { delay: (timer?.at ?? now) - now, index } };
    }
    const asked = effects.find((effect) => effect.type === 'task');
    if (asked) {
      const outcome = await perform(asked);
      task = { arguments: asked.arguments, outcome };
      const failed = outcome instanceof TaskFailure;
      const report = failed
        ? ({ kind: 'failed', error: outcome.error, cause: outcome.message } as const)
        : ({ kind: 'succeeded', output: outcome.output } as const);
      [snapshot, effects] = step(machine, snapshot, { type: 'task', id: asked.id, now, ...report });
    } else if (timer && snapshot.status === 'RUNNING') {
      [snapshot, effects] = step(machine, snapshot, { type: 'timer', id: timer.id, now });
    } else {
      return { history, task, snapshot, retry: undefined };
    }
  }
}
