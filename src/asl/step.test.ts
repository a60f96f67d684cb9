import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compile, type Effect, type JsonObject, type Snapshot, start, step, type TaskEffect } from './index.ts';
import { anyStart, inOrder, outline, run, task } from './testing/run.ts';

const { now } = anyStart;
const find = <T extends Effect['type']>(effects: Effect[], type: T) =>
  effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type);
const types = (effects: Effect[]) =>
  effects.map((effect) => (effect.type === 'history' ? effect.event.type : effect.type));

/** Starts a machine of one task; `report` answers it. */
function oneTask(more: JsonObject = {}) {
  const machine = compile(inOrder({ Work: task(more) }));
  const [snapshot, effects] = start(machine, anyStart);
  return { machine, snapshot, effects, work: find(effects, 'task')[0]! };
}

const succeeded = ({ id }: TaskEffect) => ({ type: 'task', kind: 'succeeded', id, output: 1, now }) as const;

describe('step', () => {
  test('tells what is to be done: history, timers, tasks, and in the end what came of it', () => {
    const { machine, snapshot, effects, work } = oneTask({ TimeoutSeconds: 10 });
    assert.deepEqual(types(effects), [
      'ExecutionStarted',
      'TaskStateEntered',
      'LambdaFunctionScheduled',
      'timer',
      'task',
    ]);
    assert.equal(find(effects, 'timer')[0]!.at, now + 10_000);
    const [, after] = step(machine, snapshot, succeeded(work));
    assert.deepEqual(types(after), [
      'cancelTimer',
      'LambdaFunctionSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
      'finished',
    ]);
  });

  test('answers an event that concerns nothing with the same snapshot and no effects', () => {
    const { machine, snapshot, work } = oneTask({ Retry: [{ ErrorEquals: ['States.ALL'] }] });
    for (const event of [
      { type: 'timer', id: '0.99', now },
      { type: 'timer', id: 'unknown', now },
      { type: 'task', id: '0.99', kind: 'succeeded', output: 1, now },
      { type: 'task', id: '99.1', kind: 'succeeded', output: 1, now },
      { type: 'heartbeat', id: work.id, now },
      { type: 'child', id: '0.1/0', status: 'SUCCEEDED', output: 1, now },
      { type: 'continue', now },
    ] as const) {
      const [same, effects] = step(machine, snapshot, event);
      assert.equal(same, snapshot, event.type);
      assert.deepEqual(effects, []);
    }
  });

  test('takes no second report of a task, and none once it is retried', () => {
    const { machine, snapshot, work } = oneTask({ Retry: [{ ErrorEquals: ['States.ALL'] }] });
    const [failed] = step(machine, snapshot, { type: 'task', kind: 'failed', id: work.id, error: 'E', now });
    const [same, effects] = step(machine, failed, succeeded(work));
    assert.equal(same, failed);
    assert.deepEqual(effects, []);
  });

  test('answers nothing more once the execution has ended', () => {
    const { machine, snapshot, work } = oneTask();
    const [ended] = step(machine, snapshot, succeeded(work));
    assert.equal(ended.status, 'SUCCEEDED');
    assert.deepEqual(step(machine, ended, { type: 'abort', now }), [ended, []]);
  });

  test('shares what stays the same with the snapshot before', () => {
    const branches = [inOrder({ A: task() }), inOrder({ B: task() })];
    const machine = compile(inOrder({ Both: { Type: 'Parallel', Branches: branches } }));
    const [snapshot, effects] = start(machine, anyStart);
    const [a, b] = find(effects, 'task').map(({ id }) => id.split('.')[0]!);
    const [after] = step(machine, snapshot, { type: 'task', kind: 'started', id: find(effects, 'task')[0]!.id, now });
    assert.notEqual(after.frames[a!], snapshot.frames[a!]);
    assert.equal(after.frames[b!], snapshot.frames[b!]);
    assert.equal(after.execution, snapshot.execution);
  });

  test('leaves nothing but its status of an execution that has ended', () => {
    const { snapshot } = run(inOrder({ Each: { Type: 'Map', ItemProcessor: inOrder({ A: { Type: 'Pass' } }) } }), {
      input: [1, 2],
    });
    assert.deepEqual([snapshot.frames, snapshot.lists, snapshot.ready], [{}, {}, []]);
  });

  test('does at most its share of work, and asks to go on by a continue effect', () => {
    const loop = {
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Next: 'B' },
        B: { Type: 'Choice', Choices: [never], Default: 'A' },
        C: { Type: 'Succeed' },
      },
    };
    const machine = compile(loop);
    let [snapshot, effects] = start(machine, { ...anyStart, type: 'EXPRESS' });
    for (let i = 0; i < 3; i++) {
      assert.deepEqual(effects.at(-1), { type: 'continue' });
      assert.ok(effects.length < 3000);
      assert.equal(snapshot.status, 'RUNNING');
      [snapshot, effects] = step(machine, JSON.parse(JSON.stringify(snapshot)) as Snapshot, { type: 'continue', now });
    }
  });
});

const never = { Variable: '$$.Execution.Name', StringEquals: 'never', Next: 'C' };

describe('the end of an execution', () => {
  test('comes with event 25,000 in a standard one: ExecutionFailed, after 24,999 of its own', () => {
    const loop = {
      StartAt: 'A',
      States: { A: { Type: 'Choice', Choices: [never], Default: 'A' }, C: { Type: 'Succeed' } },
    };
    const { history, finished } = run(loop);
    assert.equal(history.length, 25_000);
    assert.deepEqual(history.at(-1), {
      id: 25_000,
      previousEventId: 24_999,
      type: 'ExecutionFailed',
      timestamp: now,
      executionFailedEventDetails: {
        error: 'States.Runtime',
        cause: 'The execution reached the maximum number of history events (25000).',
      },
    });
    assert.equal(finished?.status, 'FAILED');
  });

  test('comes with a stop, which calls off what runs', () => {
    const { machine, snapshot, work } = oneTask({ TimeoutSeconds: 10 });
    const [ended, effects] = step(machine, snapshot, { type: 'abort', error: 'Manual', cause: 'enough', now });
    assert.equal(ended.status, 'ABORTED');
    assert.deepEqual(types(effects), ['cancelTimer', 'cancelTask', 'ExecutionAborted', 'finished']);
    assert.deepEqual(find(effects, 'cancelTask'), [{ type: 'cancelTask', id: work.id }]);
    const { event } = find(effects, 'history')[0]!;
    assert.equal(event.previousEventId, 0);
    assert.deepEqual(event.executionAbortedEventDetails, { error: 'Manual', cause: 'enough' });
    assert.deepEqual(effects.at(-1), { type: 'finished', status: 'ABORTED', error: 'Manual', cause: 'enough' });
  });

  test('comes with TimeoutSeconds of the machine: States.Timeout in the history, and no error to be described', () => {
    const outcome = run(inOrder({ Wait: { Type: 'Wait', Seconds: 25 } }, { TimeoutSeconds: 3 }));
    assert.equal(outcome.elapsed, 3000);
    assert.deepEqual(outline(outcome), ['1 ExecutionStarted <0', '2 WaitStateEntered <0', '3 ExecutionTimedOut <0']);
    assert.deepEqual(outcome.history.at(-1)!.executionTimedOutEventDetails, { error: 'States.Timeout' });
    assert.deepEqual(outcome.finished, { type: 'finished', status: 'TIMED_OUT' });
  });
});

describe('data larger than 256 KiB', () => {
  const large = 'x'.repeat(262_145);

  test('fails the task that returns it with States.DataLimitExceeded', () => {
    const { finished, history } = run(inOrder({ Work: task() }), { service: () => ({ output: large }) });
    assert.equal(finished?.status === 'FAILED' && finished.error, 'States.DataLimitExceeded');
    assert.deepEqual(history.map(({ type }) => type).slice(-2), ['LambdaFunctionFailed', 'ExecutionFailed']);
  });

  test('is told by its bytes, not by its characters', () => {
    const twoBytes = (length: number) =>
      run(inOrder({ A: { Type: 'Pass', Result: 'é'.repeat(length) } })).finished?.status;
    assert.equal(twoBytes(131_071), 'SUCCEEDED');
    assert.equal(twoBytes(131_072), 'FAILED');
  });
});
