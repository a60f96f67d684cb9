import { compile, type Effect, type Json, type JsonObject, type Start, type TaskEffect } from '../index.ts';
import { type Answer, type Drive, drive, type Outcome } from './drive.ts';

/** How an execution is started where a test does not care. */
export const anyStart: Start = {
  input: {},
  execution: {
    Id: 'arn:aws:states:eu-central-1:123456789012:execution:machine:execution',
    Name: 'execution',
    RoleArn: 'arn:aws:iam::123456789012:role/role',
  },
  stateMachine: { Id: 'arn:aws:states:eu-central-1:123456789012:stateMachine:machine', Name: 'machine' },
  type: 'STANDARD',
  now: Date.UTC(2026, 0, 1),
  seed: 'seed',
};

/** What a service makes of a task: its output, or `{ Error, Cause }` under `fails`. */
export type Service = (
  task: TaskEffect,
  call: number,
) => { output: Json } | { error: string; cause?: string } | 'silent';

export interface Run extends Outcome {
  /** Tasks in the order of their effects, with the simulated milliseconds from the start. */
  tasks: { effect: TaskEffect; at: number }[];
  /** Ids of what was called off. */
  called: { cancelTask: string[]; cancelTimer: string[] };
}

/** Runs states in simulated time, against a service that answers at once. */
export function run(
  definition: JsonObject,
  {
    input = {},
    service = () => ({ output: {} }),
    ...options
  }: Partial<Start> & Partial<Drive> & { service?: Service } = {},
): Run {
  const tasks: Run['tasks'] = [];
  const called: Run['called'] = { cancelTask: [], cancelTimer: [] };
  const observe = (effect: Effect) => {
    if (effect.type === 'cancelTask' || effect.type === 'cancelTimer') called[effect.type].push(effect.id);
    options.observe?.(effect);
  };
  const answer = (effect: TaskEffect, _: unknown, now: number): Answer[] => {
    const result = service(effect, tasks.length);
    tasks.push({ effect, at: now - anyStart.now });
    const started: Answer = { type: 'task', id: effect.id, kind: 'started' };
    if (result === 'silent') return [started];
    return 'output' in result
      ? [started, { type: 'task', id: effect.id, kind: 'succeeded', output: result.output }]
      : [started, { type: 'task', id: effect.id, kind: 'failed', ...result }];
  };
  const outcome = drive(compile(definition), { ...anyStart, input, ...options }, { answer, ...options, observe });
  return { ...outcome, tasks, called };
}

/** A definition of states that follow one another as given: the first starts, the last ends. */
export function inOrder(states: Record<string, JsonObject>, more: JsonObject = {}): JsonObject {
  const names = Object.keys(states);
  const ends = (state: JsonObject) =>
    state.Next !== undefined || ['Choice', 'Fail', 'Succeed'].includes(state.Type as string);
  const linked = names.map((name, i) => {
    const state = states[name]!;
    const next = names[i + 1];
    const link: JsonObject = ends(state) ? {} : next === undefined ? { End: true } : { Next: next };
    return [name, { ...state, ...link }];
  });
  return { ...more, StartAt: names[0]!, States: Object.fromEntries(linked) };
}

/** A Task state whose resource is a Lambda function. */
export const task = (more: JsonObject = {}): JsonObject => ({
  Type: 'Task',
  Resource: 'arn:aws:lambda:eu-central-1:123456789012:function:work',
  ...more,
});

/** `id type <previousEventId` of each event. */
export function outline({ history }: Outcome): string[] {
  return history.map(({ id, type, previousEventId }) => `${id} ${type} <${previousEventId}`);
}
