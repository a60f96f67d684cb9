import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compile, type Effect, type JsonObject, start, step, type TaskEffect } from '../index.ts';
import { anyStart, inOrder, outline, run, task } from '../testing/run.ts';

const { now } = anyStart;
const sendMessage = (more: JsonObject = {}): JsonObject => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Parameters: { 'Token.$': '$$.Task.Token' },
  ...more,
});
const taskOf = (effects: Effect[]) => effects.find((effect): effect is TaskEffect => effect.type === 'task')!;
const timersOf = (effects: Effect[]) => effects.flatMap((effect) => (effect.type === 'timer' ? [effect] : []));

describe('Task', () => {
  test('names the service, the operation and the pattern of its resource', () => {
    const { tasks } = run(inOrder({ Call: { ...task(), Resource: 'arn:aws:states:::aws-sdk:ec2:describeInstances' } }));
    assert.deepEqual(tasks[0]!.effect.integration, {
      events: 'Task',
      resourceType: 'aws-sdk:ec2',
      resource: 'describeInstances',
      service: 'ec2',
      operation: 'describeInstances',
      pattern: 'requestResponse',
    });
  });

  test('gives the token that $$.Task.Token shows to who performs the task', () => {
    const { tasks, finished } = run(inOrder({ Send: sendMessage() }), { service: () => ({ output: 'done' }) });
    const { taskToken, arguments: args } = tasks[0]!.effect;
    assert.ok(taskToken && taskToken.length > 40);
    assert.deepEqual(args, { Token: taskToken });
    assert.equal(finished?.status, 'SUCCEEDED');
  });

  test('has tokens that differ from attempt to attempt and from seed to seed', () => {
    const definition = inOrder({ Send: sendMessage({ Retry: [{ ErrorEquals: ['States.ALL'] }] }) });
    const tokens = (seed: string) =>
      run(definition, { seed, service: () => ({ error: 'E' }) }).tasks.map(({ effect }) => effect.taskToken);
    assert.equal(new Set([...tokens('a'), ...tokens('b')]).size, 8);
  });

  test('times out after TimeoutSeconds, and its task is called off', () => {
    const outcome = run(inOrder({ Work: task({ TimeoutSeconds: 7 }) }), { service: () => 'silent' });
    assert.equal(outcome.elapsed, 7000);
    assert.deepEqual(outcome.called.cancelTask, [outcome.tasks[0]!.effect.id]);
    assert.deepEqual(outline(outcome).slice(3), [
      '4 LambdaFunctionStarted <3',
      '5 LambdaFunctionTimedOut <4',
      '6 ExecutionFailed <5',
    ]);
    assert.deepEqual(outcome.finished, { type: 'finished', status: 'FAILED', error: 'States.Timeout' });
  });

  test('takes its time limits from the input where a path says so', () => {
    const definition = inOrder({ Work: task({ TimeoutSecondsPath: '$.limit' }) });
    assert.equal(run(definition, { input: { limit: 11 }, service: () => 'silent' }).elapsed, 11_000);
  });

  test('lives as long as heartbeats come in time', () => {
    const machine = compile(inOrder({ Send: sendMessage({ HeartbeatSeconds: 10, TimeoutSeconds: 60 }) }));
    let [snapshot, effects] = start(machine, anyStart);
    const { id } = taskOf(effects);
    const [timeout, heartbeat] = timersOf(effects);
    assert.deepEqual([timeout!.at - now, heartbeat!.at - now], [60_000, 10_000]);
    [snapshot, effects] = step(machine, snapshot, { type: 'heartbeat', id, now: now + 9000 });
    assert.deepEqual(effects[0], { type: 'cancelTimer', id: heartbeat!.id });
    assert.equal(timersOf(effects)[0]!.at, now + 19_000);
    const late = timersOf(effects)[0]!.id;
    assert.deepEqual(step(machine, snapshot, { type: 'timer', id: heartbeat!.id, now: now + 10_000 })[1], []);
    [snapshot] = step(machine, snapshot, { type: 'timer', id: late, now: now + 19_000 });
    assert.equal(snapshot.status, 'FAILED');
  });

  test('acts with the role that Credentials name', () => {
    const definition = inOrder({ Work: task({ Credentials: { 'RoleArn.$': '$.role' } }) });
    const { tasks, history } = run(definition, { input: { role: 'arn:aws:iam::123456789012:role/other' } });
    assert.deepEqual(tasks[0]!.effect.credentials, { RoleArn: 'arn:aws:iam::123456789012:role/other' });
    const scheduled = history[2]!.lambdaFunctionScheduledEventDetails as JsonObject;
    assert.deepEqual(scheduled.taskCredentials, { roleArn: 'arn:aws:iam::123456789012:role/other' });
  });

  test('writes what a service says before it is done', () => {
    const machine = compile(inOrder({ Run: { ...task(), Resource: 'arn:aws:states:::states:startExecution.sync:2' } }));
    let [snapshot, effects] = start(machine, anyStart);
    const { id, integration } = taskOf(effects);
    assert.equal(integration.syncVersion, 2);
    const types: string[] = [];
    for (const report of [
      { kind: 'started' },
      { kind: 'submitted', output: 1 },
      { kind: 'succeeded', output: 2 },
    ] as const) {
      [snapshot, effects] = step(machine, snapshot, { type: 'task', id, now, ...report });
      types.push(...effects.flatMap((effect) => (effect.type === 'history' ? [effect.event.type] : [])));
    }
    assert.deepEqual(types, ['TaskStarted', 'TaskSubmitted', 'TaskSucceeded', 'TaskStateExited', 'ExecutionSucceeded']);
  });
});
