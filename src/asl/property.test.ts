import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JsonObject, Snapshot } from './index.ts';
import { run, type Service } from './testing/run.ts';

/** States in a row, some of them with branches or iterations of further states within. */
const machines = fc.letrec<{ flow: JsonObject[]; state: JsonObject }>((tie) => ({
  flow: fc.array(tie('state'), { minLength: 1, maxLength: 3 }),
  state: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.constant({ Type: 'Pass', Parameters: { 'id.$': 'States.UUID()' } }),
    fc.constant({ Type: 'Pass', Assign: { 'x.$': 'States.MathRandom(0, 9)' } }),
    fc.nat(100).map((Seconds): JsonObject => ({ Type: 'Wait', Seconds })),
    fc.record({ timeout: fc.integer({ min: 1, max: 50 }), attempts: fc.nat(2), caught: fc.boolean() }).map(
      ({ timeout, attempts, caught }): JsonObject => ({
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
        Parameters: { 'Token.$': '$$.Task.Token' },
        TimeoutSeconds: timeout,
        Retry: [{ ErrorEquals: ['Broken'], MaxAttempts: attempts, JitterStrategy: 'FULL' }],
        ...(caught && { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'next' }] }),
      }),
    ),
    fc
      .array(tie('flow'), { minLength: 1, maxLength: 3 })
      .map((flows) => ({ Type: 'Parallel', Branches: flows as never })),
    fc.record({ flow: tie('flow'), concurrency: fc.nat(3) }).map(({ flow, concurrency }) => ({
      Type: 'Map',
      ItemsPath: '$$.Execution.Input.items',
      MaxConcurrency: concurrency,
      ItemProcessor: flow as never,
    })),
  ),
}));

/** Links the states of a flow, under names that no other state has. */
function linked(flow: JsonObject[], name = { n: 0 }): JsonObject {
  const names = flow.map(() => `S${name.n++}`);
  const States = Object.fromEntries(
    flow.map((definition, i) => {
      const next = names[i + 1];
      const { Catch, ...rest } = definition;
      if (rest.Branches)
        rest.Branches = (rest.Branches as unknown as JsonObject[][]).map((branch) => linked(branch, name));
      if (rest.ItemProcessor) rest.ItemProcessor = linked(rest.ItemProcessor as unknown as JsonObject[], name);
      const state: JsonObject = { ...rest, ...(next ? { Next: next } : { End: true }) };
      if (Catch && next) state.Catch = [{ ErrorEquals: ['States.ALL'], Next: next }];
      return [names[i]!, state];
    }),
  );
  return { StartAt: names[0]!, States };
}

/** A service that succeeds, fails or stays silent, as the numbers say. */
const serviceOf =
  (outcomes: number[]): Service =>
  (_, call) =>
    ([{ output: { call } }, { error: 'Broken' }, 'silent'] as const)[outcomes[call % outcomes.length]!]!;

const scenarios = fc.record({
  flow: machines.flow,
  outcomes: fc.array(fc.nat(2), { minLength: 1, maxLength: 10 }),
  items: fc.array(fc.nat(9), { maxLength: 5 }),
});

const options = { numRuns: 150, seed: 20_260_101 };

test('an execution goes on from a saved snapshot exactly as it would have gone on', () => {
  fc.assert(
    fc.property(scenarios, ({ flow, outcomes, items }) => {
      const definition = linked(flow);
      const go = (between?: (snapshot: Snapshot) => Snapshot) =>
        run(definition, { input: { items }, service: serviceOf(outcomes), between });
      const restored = go((snapshot) => {
        const saved = JSON.parse(JSON.stringify(snapshot)) as Snapshot;
        assert.deepStrictEqual(saved, snapshot, 'a snapshot is plain JSON');
        return saved;
      });
      assert.deepEqual(restored.history, go().history);
    }),
    options,
  );
});

test('every execution ends, and every event of its history points back to an earlier one', () => {
  fc.assert(
    fc.property(scenarios, ({ flow, outcomes, items }) => {
      const { finished, history } = run(linked(flow), { input: { items }, service: serviceOf(outcomes) });
      assert.ok(finished);
      for (const [i, event] of history.entries()) {
        assert.equal(event.id, i + 1);
        assert.ok(event.previousEventId < event.id);
      }
      const entered = history.filter(({ type }) => type.endsWith('StateEntered')).length;
      const left = history.filter(({ type }) => /State(Exited|Aborted)$/.test(type)).length;
      assert.ok(left <= entered);
      if (finished.status === 'SUCCEEDED') assert.equal(history.at(-1)!.type, 'ExecutionSucceeded');
    }),
    options,
  );
});

test('every timer and task of an execution that has ended has fired, reported or been called off', () => {
  fc.assert(
    fc.property(scenarios, ({ flow, outcomes, items }) => {
      const open = new Set<string>();
      run(linked(flow), {
        input: { items },
        service: serviceOf(outcomes),
        observe: (effect) => {
          if (effect.type === 'timer' || effect.type === 'task') open.add(effect.id);
          assert.deepStrictEqual(JSON.parse(JSON.stringify(effect)), effect, 'an effect is plain JSON');
          if (effect.type === 'cancelTimer' || effect.type === 'cancelTask') open.delete(effect.id);
        },
        happened: (event) => {
          if (event.type === 'timer' || (event.type === 'task' && event.kind !== 'started')) open.delete(event.id);
        },
      });
      assert.deepEqual([...open], []);
    }),
    options,
  );
});
