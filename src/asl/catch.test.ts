import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from './index.ts';
import { inOrder, run, task } from './testing/run.ts';

// Source of the rules: Amazon States Language specification, "Fallback states".
function caught(Catch: JsonObject[], { error = 'Broken', cause = 'It broke.', language = 'JSONPath' } = {}) {
  const States: Record<string, JsonObject> = {
    Work: task({ Catch, Next: 'Done' }),
    Done: { Type: 'Pass', End: true },
    Mend: { Type: 'Pass', End: true },
  };
  if (Catch.some(({ Next }) => Next === 'Else')) States.Else = { Type: 'Pass', End: true };
  const definition = { QueryLanguage: language, StartAt: 'Work', States };
  const outcome = run(definition, { input: { kept: 1 }, service: () => ({ error, cause }) });
  const names = outcome.history
    .map((event) => event.stateEnteredEventDetails as JsonObject | undefined)
    .flatMap((details) => (details ? [details.name] : []));
  return { ...outcome, names };
}

describe('Catch', () => {
  test('goes on with the state of the first catcher that names the error, with Error and Cause as its input', () => {
    const outcome = caught([
      { ErrorEquals: ['Other'], Next: 'Else' },
      { ErrorEquals: ['Broken'], Next: 'Mend' },
      { ErrorEquals: ['States.ALL'], Next: 'Else' },
    ]);
    assert.deepEqual(outcome.names, ['Work', 'Mend']);
    assert.deepEqual(outcome.finished, {
      type: 'finished',
      status: 'SUCCEEDED',
      output: { Error: 'Broken', Cause: 'It broke.' },
    });
  });

  test('puts the error into the input of the state, where ResultPath says', () => {
    const { finished } = caught([{ ErrorEquals: ['States.ALL'], ResultPath: '$.error.last', Next: 'Mend' }]);
    const output = { kept: 1, error: { last: { Error: 'Broken', Cause: 'It broke.' } } };
    assert.deepEqual(finished, { type: 'finished', status: 'SUCCEEDED', output });
  });

  test('keeps the input and drops the error if ResultPath is null', () => {
    const { finished } = caught([{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'Mend' }]);
    assert.deepEqual(finished, { type: 'finished', status: 'SUCCEEDED', output: { kept: 1 } });
  });

  test('in JSONata gives what Output makes of $states.errorOutput', () => {
    const Output = { why: '{% $states.errorOutput.Error & ": " & $states.errorOutput.Cause %}' };
    const { finished } = caught([{ ErrorEquals: ['States.ALL'], Output, Next: 'Mend' }], { language: 'JSONata' });
    assert.deepEqual(finished, { type: 'finished', status: 'SUCCEEDED', output: { why: 'Broken: It broke.' } });
  });

  test('lets an error pass that no catcher names', () => {
    const { finished, names } = caught([{ ErrorEquals: ['Other'], Next: 'Mend' }]);
    assert.deepEqual(names, ['Work']);
    assert.deepEqual(finished, { type: 'finished', status: 'FAILED', error: 'Broken', cause: 'It broke.' });
  });

  test('is asked only after every retry', () => {
    const definition = inOrder({
      Work: task({ Retry: [{ ErrorEquals: ['Broken'] }], Catch: [{ ErrorEquals: ['Broken'], Next: 'Mend' }] }),
      Mend: { Type: 'Pass' },
    });
    const outcome = run(definition, { service: () => ({ error: 'Broken' }) });
    assert.equal(outcome.tasks.length, 4);
    assert.equal(outcome.finished?.status, 'SUCCEEDED');
  });

  test('does not catch States.Runtime, not even with States.ALL', () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Mend' }];
    const definition = inOrder({ Work: task({ Parameters: { 'a.$': '$.none' }, Catch }), Mend: { Type: 'Pass' } });
    const { finished } = run(definition);
    assert.equal(finished?.status === 'FAILED' && finished.error, 'States.Runtime');
  });

  test('knows a missed heartbeat as States.HeartbeatTimeout and as States.Timeout', () => {
    for (const name of ['States.HeartbeatTimeout', 'States.Timeout']) {
      const definition = inOrder({
        Work: task({ HeartbeatSeconds: 5, TimeoutSeconds: 60, Catch: [{ ErrorEquals: [name], Next: 'Mend' }] }),
        Mend: { Type: 'Pass' },
      });
      const outcome = run(definition, { service: () => 'silent' });
      assert.equal(outcome.finished?.status, 'SUCCEEDED');
      assert.equal(outcome.elapsed, 5000);
    }
  });

  test('fails the execution if the catcher itself cannot be evaluated', () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput.Nothing %}', Next: 'Mend' }];
    const { finished } = caught(Catch, { language: 'JSONata' });
    assert.equal(finished?.status === 'FAILED' && finished.error, 'States.QueryEvaluationError');
  });
});
