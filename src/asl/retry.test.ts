import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from './index.ts';
import { inOrder, run, type Service, task } from './testing/run.ts';

// Source of the rules: Amazon States Language specification, "Retrying after error".
const always: Service = () => ({ error: 'Broken' });
const failing =
  (times: number): Service =>
  (_, call) =>
    call < times ? { error: 'Broken' } : { output: 'mended' };

function retrying(service: Service, ...Retry: JsonObject[]) {
  return run(inOrder({ Work: task({ Retry }) }), { service });
}

/** Seconds from the start at which each attempt was made. */
const attempts = ({ tasks }: ReturnType<typeof run>) => tasks.map(({ at }) => at / 1000);

describe('Retry', () => {
  test('tries three more times, after 1, 2 and 4 seconds, unless told otherwise', () => {
    const outcome = retrying(always, { ErrorEquals: ['Broken'] });
    assert.deepEqual(attempts(outcome), [0, 1, 3, 7]);
    assert.deepEqual(outcome.finished, { type: 'finished', status: 'FAILED', error: 'Broken' });
  });

  test('goes on with the result of the attempt that succeeds', () => {
    const outcome = retrying(failing(2), { ErrorEquals: ['Broken'] });
    assert.deepEqual(attempts(outcome), [0, 1, 3]);
    assert.deepEqual(outcome.finished, { type: 'finished', status: 'SUCCEEDED', output: 'mended' });
  });

  test('multiplies the interval by BackoffRate, up to MaxDelaySeconds', () => {
    const retrier = {
      ErrorEquals: ['Broken'],
      IntervalSeconds: 2,
      BackoffRate: 3,
      MaxAttempts: 4,
      MaxDelaySeconds: 10,
    };
    assert.deepEqual(attempts(retrying(always, retrier)), [0, 2, 8, 18, 28]);
  });

  test('with FULL jitter waits between nothing and the interval, the same with the same seed', () => {
    const definition = inOrder({
      Work: task({
        Retry: [{ ErrorEquals: ['Broken'], IntervalSeconds: 100, BackoffRate: 1, JitterStrategy: 'FULL' }],
      }),
    });
    const delays = (seed: string) => {
      const at = run(definition, { service: always, seed }).tasks.map((attempt) => attempt.at);
      return at.slice(1).map((time, i) => time - at[i]!);
    };
    for (const delay of delays('a')) assert.ok(delay >= 0 && delay <= 100_000, String(delay));
    assert.equal(new Set(delays('a')).size, 3);
    assert.deepEqual(delays('a'), delays('a'));
    assert.notDeepEqual(delays('a'), delays('b'));
  });

  test('never retries with MaxAttempts 0', () => {
    assert.deepEqual(attempts(retrying(always, { ErrorEquals: ['Broken'], MaxAttempts: 0 })), [0]);
  });

  test('counts the attempts of each retrier for itself', () => {
    const errors = ['A', 'B', 'A', 'B', 'B'];
    const outcome = retrying(
      (_, call) => ({ error: errors[call] ?? 'C' }),
      { ErrorEquals: ['A'], IntervalSeconds: 1, BackoffRate: 2, MaxAttempts: 2 },
      { ErrorEquals: ['B'], IntervalSeconds: 10, BackoffRate: 2, MaxAttempts: 2 },
    );
    // A: 1 s, B: 10 s, A: 2 s, B: 20 s, and the third B is one too many.
    assert.deepEqual(attempts(outcome), [0, 1, 11, 13, 33]);
    assert.deepEqual(outcome.finished, { type: 'finished', status: 'FAILED', error: 'B' });
  });

  test('takes the first retrier that names the error, and no other after it', () => {
    const outcome = retrying(
      always,
      { ErrorEquals: ['Other', 'Broken'], MaxAttempts: 0 },
      { ErrorEquals: ['States.ALL'], MaxAttempts: 5 },
    );
    assert.deepEqual(attempts(outcome), [0]);
  });

  test('States.TaskFailed stands for every failure of a task but a time-out', () => {
    const retrier = { ErrorEquals: ['States.TaskFailed'], MaxAttempts: 1 };
    assert.equal(retrying(always, retrier).tasks.length, 2);
    const timedOut = run(inOrder({ Work: task({ TimeoutSeconds: 5, Retry: [retrier] }) }), { service: () => 'silent' });
    assert.equal(timedOut.tasks.length, 1);
  });

  test('starts counting anew when the state is entered anew', () => {
    const definition = {
      StartAt: 'Work',
      States: {
        Work: task({ Retry: [{ ErrorEquals: ['Broken'], MaxAttempts: 1 }], Next: 'Again' }),
        Again: {
          Type: 'Choice',
          Choices: [{ Variable: '$.again', BooleanEquals: true, Next: 'Work' }],
          Default: 'Done',
        },
        Done: { Type: 'Succeed' },
      },
    };
    const service: Service = (_, call) => (call % 2 === 0 ? { error: 'Broken' } : { output: { again: call < 3 } });
    const outcome = run(definition, { service });
    assert.equal(outcome.finished?.status, 'SUCCEEDED');
    assert.equal(outcome.tasks.length, 4);
  });

  test('shows the number of retries in $$.State.RetryCount', () => {
    const definition = inOrder({
      Work: task({ Parameters: { 'count.$': '$$.State.RetryCount' }, Retry: [{ ErrorEquals: ['Broken'] }] }),
    });
    const { tasks } = run(definition, { service: always });
    assert.deepEqual(
      tasks.map(({ effect }) => effect.arguments),
      [{ count: 0 }, { count: 1 }, { count: 2 }, { count: 3 }],
    );
  });

  test('gives every attempt an id and an idempotency key of its own', () => {
    const { tasks } = retrying(always, { ErrorEquals: ['Broken'] });
    assert.equal(new Set(tasks.map(({ effect }) => effect.id)).size, 4);
    assert.equal(new Set(tasks.map(({ effect }) => effect.idempotencyKey)).size, 4);
  });

  test('runs all branches of a Parallel state again', () => {
    const branch = (name: string) => inOrder({ [name]: task() });
    const definition = inOrder({
      Both: { Type: 'Parallel', Branches: [branch('A'), branch('B')], Retry: [{ ErrorEquals: ['Broken'] }] },
    });
    const service: Service = (_, call) => (call === 1 ? { error: 'Broken' } : { output: call });
    const outcome = run(definition, { service });
    assert.equal(outcome.tasks.length, 4);
    assert.deepEqual(outcome.finished, { type: 'finished', status: 'SUCCEEDED', output: [2, 3] });
  });
});
