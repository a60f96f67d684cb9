import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compile, type Effect, type JsonObject, redrive, redrivesMapRun, type Snapshot, start, step } from './index.ts';
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

test('a Map Run is told apart, for it is redriven otherwise', () => {
  const processor = {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    ...inOrder({ In: { Type: 'Pass' } }),
  };
  const machine = compile(inOrder({ Each: { Type: 'Map', ItemProcessor: processor } }));
  const [running] = start(machine, { ...anyStart, input: [1] });
  const [stopped] = step(machine, running, { type: 'abort', now: later });
  assert.equal(redrivesMapRun(machine, stopped), true);
});
