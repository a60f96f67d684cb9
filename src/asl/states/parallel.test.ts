import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../index.ts';
import { inOrder, outline, run, task } from '../testing/run.ts';

const pass = (more: JsonObject = {}): JsonObject => ({ Type: 'Pass', ...more });
const parallel = (...Branches: JsonObject[]): JsonObject => ({ Type: 'Parallel', Branches });

describe('Parallel', () => {
  test('gives every branch the same input and lists their outputs in the order of the branches', () => {
    const slow = inOrder({ Wait: { Type: 'Wait', Seconds: 60 }, A: pass({ Result: 'slow' }) });
    const quick = inOrder({ B: pass() });
    const { finished, elapsed } = run(inOrder({ Both: parallel(slow, quick) }), { input: { x: 1 } });
    assert.deepEqual(finished, { type: 'finished', status: 'SUCCEEDED', output: ['slow', { x: 1 }] });
    assert.equal(elapsed, 60_000);
  });

  test('waits in all branches at once', () => {
    const waits = [10, 20, 30].map((Seconds) => inOrder({ [`Wait ${Seconds}`]: { Type: 'Wait', Seconds } }));
    assert.equal(run(inOrder({ All: parallel(...waits) })).elapsed, 30_000);
  });

  test('writes a history in which each branch follows the start, and the exit follows the last branch to end', () => {
    const definition = inOrder({ Both: parallel(inOrder({ A: pass() }), inOrder({ B: pass() })) });
    assert.deepEqual(outline(run(definition)), [
      '1 ExecutionStarted <0',
      '2 ParallelStateEntered <0',
      '3 ParallelStateStarted <2',
      '4 PassStateEntered <3',
      '5 PassStateExited <4',
      '6 PassStateEntered <3',
      '7 PassStateExited <6',
      '8 ParallelStateSucceeded <7',
      '9 ParallelStateExited <7',
      '10 ExecutionSucceeded <9',
    ]);
  });

  test('fails with the first branch that fails, and aborts the others', () => {
    const failing = inOrder({ Bad: { Type: 'Fail', Error: 'Bad', Cause: 'It is bad.' } });
    const waiting = inOrder({ Wait: { Type: 'Wait', Seconds: 1000 } });
    const working = inOrder({ Work: task() });
    const outcome = run(inOrder({ All: parallel(waiting, working, failing) }), { service: () => 'silent' });
    assert.deepEqual(outcome.finished, { type: 'finished', status: 'FAILED', error: 'Bad', cause: 'It is bad.' });
    assert.deepEqual(outline(outcome).slice(3), [
      '4 WaitStateEntered <3',
      '5 TaskStateEntered <3',
      '6 LambdaFunctionScheduled <5',
      '7 FailStateEntered <3',
      '8 WaitStateAborted <7',
      '9 TaskStateAborted <7',
      '10 ParallelStateFailed <7',
      '11 ExecutionFailed <10',
    ]);
    assert.equal(outcome.elapsed, 0);
  });

  test('calls off the tasks and timers of the branches that it aborts', () => {
    const definition = inOrder({
      All: parallel(
        inOrder({ Wait: { Type: 'Wait', Seconds: 1000 } }),
        inOrder({ Work: task({ TimeoutSeconds: 100 }) }),
        inOrder({ Soon: { Type: 'Wait', Seconds: 1 }, Bad: { Type: 'Fail' } }),
      ),
    });
    const { called, elapsed } = run(definition, { service: () => 'silent' });
    assert.equal(elapsed, 1000);
    assert.equal(called.cancelTask.length, 1);
    assert.equal(called.cancelTimer.length, 2);
  });

  test('can be caught', () => {
    const definition = inOrder({
      Both: {
        ...parallel(inOrder({ A: pass() }), inOrder({ Bad: { Type: 'Fail', Error: 'Bad' } })),
        Catch: [{ ErrorEquals: ['Bad'], ResultPath: '$.error', Next: 'After' }],
      },
      After: pass(),
    });
    const { finished } = run(definition, { input: { x: 1 } });
    const output = { x: 1, error: { Error: 'Bad', Cause: '' } };
    assert.deepEqual(finished, { type: 'finished', status: 'SUCCEEDED', output });
  });

  test('lets branches read variables of the state machine, and keeps theirs to themselves', () => {
    const definition = inOrder({
      Set: pass({ Assign: { a: 1 } }),
      Both: parallel(inOrder({ Read: pass({ Parameters: { 'a.$': '$a' }, Assign: { b: 2 } }) })),
      After: pass({ Parameters: { 'a.$': '$a', 'b.$': '$b' } }),
    });
    const { finished, history } = run(definition);
    assert.equal(finished?.status === 'FAILED' && finished.error, 'States.Runtime');
    const outputs = history.map((event) => (event.stateExitedEventDetails as JsonObject | undefined)?.output);
    assert.ok(outputs.includes('[{"a":1}]'));
  });

  test('may stand in a branch of another one', () => {
    const inner = inOrder({
      Inner: parallel(inOrder({ A: pass({ Result: 1 }) }), inOrder({ B: pass({ Result: 2 }) })),
    });
    const { finished } = run(inOrder({ Outer: parallel(inner, inOrder({ C: pass({ Result: 3 }) })) }));
    assert.deepEqual(finished, { type: 'finished', status: 'SUCCEEDED', output: [[1, 2], 3] });
  });

  test('selects from the results and puts them into the input', () => {
    const definition = inOrder({
      Both: {
        ...parallel(inOrder({ A: pass({ Result: { n: 1 } }) }), inOrder({ B: pass({ Result: { n: 2 } }) })),
        ResultSelector: { 'all.$': '$[*].n' },
        ResultPath: '$.found',
      },
    });
    const { finished } = run(definition, { input: { kept: true } });
    assert.deepEqual(finished, {
      type: 'finished',
      status: 'SUCCEEDED',
      output: { kept: true, found: { all: [1, 2] } },
    });
  });
});
