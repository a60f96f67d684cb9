import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { TestStateCommandInput } from '@aws-sdk/client-sfn';
import { openRegionWithRole, type RegionWithRole, task } from '../fixture.ts';

let region: RegionWithRole;
before(async () => {
  region = await openRegionWithRole();
  await region.allow('ssm:GetParameter');
});
after(() => region.close());

async function run(state: object, more: Partial<TestStateCommandInput> & { input?: string } = {}) {
  const { $metadata, ...answer } = await region.sync.testState({ definition: JSON.stringify(state), ...more });
  assert.ok($metadata);
  return answer;
}

describe('a state that is tested', () => {
  test('answers with its output and the state that follows', async () => {
    const state = { Type: 'Pass', Result: { b: 2 }, ResultPath: '$.a', Next: 'Later' };
    const answer = await run(state, { input: '{"c":3}' });
    assert.deepEqual(answer, { status: 'SUCCEEDED', output: '{"c":3,"a":{"b":2}}', nextState: 'Later' });
  });

  test('shows what became of its data, step by step', async () => {
    const state = { Type: 'Pass', InputPath: '$.in', Parameters: { 'x.$': '$.x' }, ResultPath: '$.out', End: true };
    const { inspectionData } = await run(state, { input: '{"in":{"x":1}}', inspectionLevel: 'DEBUG' });
    assert.deepEqual(inspectionData, {
      input: '{"in":{"x":1}}',
      afterInputPath: '{"x":1}',
      afterParameters: '{"x":1}',
      result: '{"x":1}',
      afterResultSelector: '{"x":1}',
      afterResultPath: '{"in":{"x":1},"out":{"x":1}}',
    });
  });

  test('chooses, and does not wait', async () => {
    const rules = [{ Variable: '$.n', NumericLessThan: 3, Next: 'Small' }];
    const choice = await run({ Type: 'Choice', Choices: rules, Default: 'Large' }, { input: '{"n":2}' });
    assert.deepEqual([choice.status, choice.nextState], ['SUCCEEDED', 'Small']);
    const wait = await run({ Type: 'Wait', Seconds: 86_400, Next: 'Then' });
    assert.deepEqual([wait.status, wait.nextState], ['SUCCEEDED', 'Then']);
  });

  test('fails with its error', async () => {
    const { status, error, cause } = await run({ Type: 'Fail', Error: 'Broken', Cause: 'by test' });
    assert.deepEqual([status, error, cause], ['FAILED', 'Broken', 'by test']);
  });

  test('sees the variables it is given', async () => {
    const state = { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $n + 1 %}', End: true };
    assert.equal((await run(state, { variables: '{"n":41}' })).output, '42');
  });

  test('calls its service as the role', async () => {
    await region.clients.ssm.putParameter({ Name: '/mode', Value: 'quiet', Type: 'String' });
    const state = {
      ...task('aws-sdk:ssm:getParameter', { Name: '/mode' }),
      ResultSelector: { 'v.$': '$.Parameter.Value' },
      End: true,
    };
    const { roleArn } = region;
    assert.deepEqual(await run(state, { roleArn }), { status: 'SUCCEEDED', output: '{"v":"quiet"}' });
    await assert.rejects(run(state), { name: 'ValidationException' });
  });

  test('may be one of a state machine, within other states too', async () => {
    const inner = { StartAt: 'Inner', States: { Inner: { Type: 'Pass', Result: 'in', End: true } } };
    const machine = { StartAt: 'Outer', States: { Outer: { Type: 'Parallel', Branches: [inner], End: true } } };
    assert.equal((await run(machine, { stateName: 'Inner' })).output, '"in"');
    await assert.rejects(run(machine, { stateName: 'Outer' }), { name: 'ValidationException' });
  });
});

describe('a mock', () => {
  const calls = { ...task('lambda:invoke', { FunctionName: 'none' }), End: true };
  const error = { error: 'Busy', cause: 'too much' };

  test('stands for the result of a task, a Map or a Parallel state', async () => {
    const mock = { result: '{"StatusCode":200,"Payload":{"a":1}}' };
    const { output } = await run({ ...calls, OutputPath: '$.Payload' }, { mock });
    assert.equal(output, '{"a":1}');
    const branch = { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } };
    const parallel = { Type: 'Parallel', Branches: [branch], ResultPath: '$.all', End: true };
    assert.equal((await run(parallel, { mock: { result: '[1]' } })).output, '{"all":[1]}');
  });

  test('stands for an error, which is tried again or caught', async () => {
    const Retry = [{ ErrorEquals: ['Other'] }, { ErrorEquals: ['Busy'], IntervalSeconds: 7 }];
    const again = await run({ ...calls, Retry }, { mock: { errorOutput: error }, inspectionLevel: 'DEBUG' });
    assert.deepEqual([again.status, again.error, again.cause], ['RETRIABLE', 'Busy', 'too much']);
    assert.deepEqual(again.inspectionData?.errorDetails, { retryIndex: 1, retryBackoffIntervalSeconds: 7 });
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Mend' }];
    const caught = await run({ ...calls, Catch }, { mock: { errorOutput: error } });
    assert.deepEqual(
      [caught.status, caught.nextState, caught.output],
      ['CAUGHT_ERROR', 'Mend', '{"Error":"Busy","Cause":"too much"}'],
    );
    assert.equal((await run(calls, { mock: { errorOutput: error } })).status, 'FAILED');
  });
});
