import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compile, type Effect, type JsonObject, redrive, type Snapshot, start, step } from './index.ts';
import { anyStart, inOrder, task } from './testing/run.ts';

const later = anyStart.now + 60_000;

/** Runs a definition whose tasks are answered by `answer`; undefined leaves a task without an answer. */
function play(
  definition: JsonObject,
  answer: (argument: unknown) => 'fails' | 'succeeds' | undefined,
  [snapshot, effects]: [Snapshot, Effect[]] = start(compile(definition), { ...anyStart, input: { n: 1 } }),
): { snapshot: Snapshot; effects: Effect[] } {
  const machine = compile(definition);
  const all = [...effects];
  for (const effect of all) {
    if (effect.type !== 'task') continue;
    const kind = answer(effect.arguments);
    if (!kind) continue;
    const report =
      kind === 'fails'
        ? ({ kind: 'failed', error: 'Broken' } as const)
        : ({ kind: 'succeeded', output: 'done' } as const);
    const [next, more] = step(machine, snapshot, { type: 'task', id: effect.id, now: later, ...report });
    snapshot = next;
    all.push(...more);
  }
  return { snapshot, effects: all };
}

const types = (effects: Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'history' ? [effect.event.type] : []));
const restored = (snapshot: Snapshot) => JSON.parse(JSON.stringify(snapshot)) as Snapshot;

describe('an execution that is redriven', () => {
  const definition = inOrder({
    First: { Type: 'Pass', Assign: { v: 7 } },
    Work: task({ Parameters: { 'v.$': '$v' } }),
  });
  const failed = play(definition, () => 'fails').snapshot;

  test('tries again what failed, with its input and its variables, and goes on from there', () => {
    const again = play(definition, () => 'succeeds', redrive(compile(definition), restored(failed), later));
    assert.equal(again.snapshot.status, 'SUCCEEDED');
    assert.equal(again.snapshot.execution.RedriveCount, 1);
    const asked = again.effects.find((effect) => effect.type === 'task');
    assert.deepEqual(asked?.arguments, { v: 7 });
    assert.deepEqual(types(again.effects), [
      'ExecutionRedriven',
      'LambdaFunctionScheduled',
      'LambdaFunctionSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  test('goes on with the numbers of its history, its tasks and its random draws', () => {
    const [snapshot, effects] = redrive(compile(definition), failed, later);
    const [first] = effects.flatMap((effect) => (effect.type === 'history' ? [effect.event] : []));
    assert.deepEqual([first?.id, first?.previousEventId], [failed.lastEventId + 1, failed.lastEventId]);
    assert.deepEqual(first?.executionRedrivenEventDetails, { redriveCount: 1 });
    assert.ok(snapshot.nextId > failed.nextId);
  });

  test('may fail again, and be redriven again', () => {
    const twice = play(definition, () => 'fails', redrive(compile(definition), failed, later)).snapshot;
    assert.equal(twice.status, 'FAILED');
    assert.equal(redrive(compile(definition), twice, later)[0].execution.RedriveCount, 2);
  });

  test('has all its retries again', () => {
    const retried = inOrder({ Work: task({ Retry: [{ ErrorEquals: ['Broken'], MaxAttempts: 1 }] }) });
    const machine = compile(retried);
    let { snapshot, effects } = play(retried, () => 'fails');
    const fail = () => {
      const timer = effects.findLast((effect) => effect.type === 'timer')!;
      [snapshot, effects] = step(machine, snapshot, { type: 'timer', id: timer.id, now: later });
      ({ snapshot, effects } = play(retried, () => 'fails', [snapshot, effects]));
    };
    fail();
    assert.equal(snapshot.status, 'FAILED');
    ({ snapshot, effects } = play(retried, () => 'fails', redrive(machine, snapshot, later)));
    assert.equal(snapshot.status, 'RUNNING');
  });
});

describe('of a Parallel state', () => {
  const branch = (name: string) => inOrder({ [name]: task({ Parameters: { name } }) });
  const definition = inOrder({ All: { Type: 'Parallel', Branches: [branch('a'), branch('b'), branch('c')] } });
  const name = (argument: unknown) => (argument as { name: string }).name;
  const answers: Record<string, 'fails' | 'succeeds'> = { a: 'succeeds', b: 'fails' };
  const { snapshot } = play(definition, (argument) => answers[name(argument)]);

  test('only those branches are redriven that failed or were aborted', () => {
    const asked: string[] = [];
    const again = play(
      definition,
      (argument) => {
        asked.push(name(argument));
        return 'succeeds';
      },
      redrive(compile(definition), restored(snapshot), later),
    );
    assert.deepEqual(asked, ['b', 'c']);
    const finished = again.effects.at(-1);
    assert.ok(finished?.type === 'finished' && finished.status === 'SUCCEEDED');
    assert.deepEqual(finished.output, ['done', 'done', 'done']);
  });

  test('a failure that was caught is not what is redriven', () => {
    const caught = inOrder({
      All: {
        Type: 'Parallel',
        Branches: [branch('a'), branch('b')],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'End' }],
        Next: 'End',
      },
      End: { Type: 'Fail', Error: 'Later' },
    });
    const ended = play(caught, (argument) => answers[name(argument)]).snapshot;
    assert.equal(ended.status, 'FAILED');
    assert.deepEqual(types(redrive(compile(caught), ended, later)[1]), ['ExecutionRedriven', 'ExecutionFailed']);
  });
});

test('an execution that was stopped goes on with what it waited for', () => {
  const definition = inOrder({ Rest: { Type: 'Wait', Seconds: 10 } }, { TimeoutSeconds: 100 });
  const machine = compile(definition);
  const [running] = start(machine, anyStart);
  const [stopped] = step(machine, running, { type: 'abort', now: later });
  const timers = redrive(machine, stopped, later)[1].filter((effect) => effect.type === 'timer');
  assert.deepEqual(
    timers.map(({ at }) => at - later),
    [100_000, 10_000],
  );
});

describe('of a Map Run', () => {
  const mapOf = (more: JsonObject = {}) => ({
    Each: {
      Type: 'Map',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        ...inOrder({ In: { Type: 'Pass' } }),
      },
      ...more,
    },
  });
  const childrenOf = (effects: Effect[]) => effects.flatMap((effect) => (effect.type === 'child' ? [effect] : []));

  /** Ends child executions, one after the other: those that are asked for meanwhile too. */
  function end(definition: JsonObject, [snapshot, effects]: [Snapshot, Effect[]], fails: (index: number) => boolean) {
    const all = [...effects];
    for (const effect of all) {
      if (effect.type !== 'child' || snapshot.status !== 'RUNNING') continue;
      const { id, index } = effect;
      const ended = fails(index) ? ({ status: 'FAILED' } as const) : ({ status: 'SUCCEEDED', output: index } as const);
      const [next, more] = step(compile(definition), snapshot, { type: 'child', id, now: later, ...ended });
      snapshot = next;
      all.push(...more);
    }
    return { snapshot, effects: all };
  }
  const run = (definition: JsonObject, fails: (index: number) => boolean) =>
    end(definition, start(compile(definition), { ...anyStart, input: [0, 1, 2, 3, 4] }), fails).snapshot;
  const again = (definition: JsonObject, snapshot: Snapshot) => redrive(compile(definition), restored(snapshot), later);

  const some = inOrder(mapOf({ ToleratedFailureCount: 1 }));

  test('what succeeded is kept, what failed or had not ended is asked for again, and nothing has failed yet', () => {
    const failed = run(some, (index) => index === 1 || index === 2);
    assert.equal(failed.status, 'FAILED');
    const [snapshot, effects] = again(some, failed);
    const children = childrenOf(effects);
    assert.deepEqual(
      children.map(({ index, redriveCount }) => [index, redriveCount]),
      [
        [1, 1],
        [2, 1],
        [3, 1],
        [4, 1],
      ],
    );
    assert.deepEqual(types(effects), ['ExecutionRedriven', 'MapRunRedriven']);
    const redriven = effects.find((effect) => effect.type === 'mapRunRedriven');
    assert.equal(redriven?.mapRunArn, children[0]?.mapRunArn);
    const { snapshot: ended, effects: more } = end(some, [snapshot, effects], (index) => index === 3);
    assert.deepEqual(more.at(-1), { type: 'finished', status: 'SUCCEEDED', output: [0, 1, 2, 4] });
    assert.equal(ended.status, 'SUCCEEDED');
  });

  test('is known by another key each time, for each is another effect', () => {
    const key = (effects: Effect[]) => childrenOf(effects)[0]?.idempotencyKey;
    const none = inOrder(mapOf());
    const first = run(none, (index) => index === 0);
    const [, once] = again(none, first);
    const [, twice] = again(none, end(none, again(none, first), () => true).snapshot);
    assert.equal(new Set([key(once), key(twice), key(start(compile(none), { ...anyStart, input: [0] })[1])]).size, 3);
  });

  test('has no more child executions at a time than before, wherever the gaps are', () => {
    const two = inOrder(mapOf({ MaxConcurrency: 2, ToleratedFailureCount: 2 }));
    const failed = run(two, (index) => index % 2 === 0);
    const [snapshot, effects] = again(two, failed);
    const asked = childrenOf(effects).map(({ index }) => index);
    assert.deepEqual(asked, [0, 2]);
    const { effects: all } = end(two, [snapshot, effects], () => false);
    assert.deepEqual(
      childrenOf(all).map(({ index }) => index),
      [0, 2, 4],
    );
    assert.deepEqual(all.at(-1), { type: 'finished', status: 'SUCCEEDED', output: [0, 1, 2, 3, 4] });
  });

  test('that was aborted with its execution goes on as well', () => {
    const [running] = start(compile(some), { ...anyStart, input: [0, 1] });
    const [stopped] = step(compile(some), running, { type: 'abort', now: later });
    const { effects } = end(some, again(some, stopped), () => false);
    assert.deepEqual(effects.at(-1), { type: 'finished', status: 'SUCCEEDED', output: [0, 1] });
  });

  test('whose items could not be read reads them, and whose results could not be written writes them', () => {
    const place = { Bucket: 'b', Key: 'k' };
    const both = inOrder(
      mapOf({
        ItemReader: { Resource: 'arn:aws:states:::s3:getObject', Parameters: place },
        ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'b' } },
      }),
    );
    const machine = compile(both);
    const taskOf = (effects: Effect[]) => effects.find((effect) => effect.type === 'task')!;
    const answered = ([snapshot, effects]: [Snapshot, Effect[]], answer: 'fails' | { Body: string }) => {
      const report = answer === 'fails' ? { kind: 'failed' as const } : { kind: 'succeeded' as const, output: answer };
      return step(machine, snapshot, { type: 'task', id: taskOf(effects).id, now: later, ...report });
    };
    const [unread] = answered(start(machine, anyStart), 'fails');
    const read = answered(again(both, unread), { Body: '["x"]' });
    const [unwritten] = answered(endChild(read), 'fails');
    assert.equal(unwritten.status, 'FAILED');
    let at = again(both, unwritten);
    assert.deepEqual(childrenOf(at[1]), []);
    const keys: unknown[] = [];
    while (at[0].status === 'RUNNING') {
      keys.push((taskOf(at[1]).arguments as JsonObject).Key);
      at = answered(at, { Body: '' });
    }
    assert.deepEqual(
      keys.map((key) => String(key).split('/').at(-1)),
      ['SUCCEEDED_0.json', 'manifest.json'],
    );

    function endChild([snapshot, effects]: [Snapshot, Effect[]]): [Snapshot, Effect[]] {
      const [child] = childrenOf(effects);
      return step(machine, snapshot, { type: 'child', id: child!.id, now: later, status: 'SUCCEEDED', output: 'x' });
    }
  });

  test('that was over when its state failed is left as it is, and another one is begun', () => {
    const wrong = inOrder(mapOf({ ResultSelector: { 'a.$': '$.nowhere' } }));
    const failed = run(wrong, () => false);
    assert.equal(failed.status, 'FAILED');
    assert.deepEqual(types(again(wrong, failed)[1]), ['ExecutionRedriven', 'MapStateStarted', 'MapRunStarted']);
  });

  test('that was redriven a thousand times is not redriven once more', () => {
    const failed = run(some, () => true);
    for (const frame of Object.values(failed.frames))
      if (frame.waiting?.for === 'mapRun') frame.waiting.redriveCount = 1000;
    const finished = again(some, failed)[1].at(-1);
    assert.ok(finished?.type === 'finished' && finished.status === 'FAILED');
    assert.equal(finished.error, 'States.Runtime');
  });
});
