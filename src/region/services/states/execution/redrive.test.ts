import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openTestRegion } from '../../../../../test/region.ts';
import { only, openRegionWithRole, type RegionWithRole, states, task } from '../fixture.ts';

let region: RegionWithRole;
before(async () => {
  region = await openRegionWithRole();
  await region.allow('ssm:GetParameter');
});
after(() => region.close());

const reads = (Name: string) =>
  only(task('aws-sdk:ssm:getParameter', { Name }, { ResultSelector: { 'v.$': '$.Parameter.Value' } }));

test('a failed execution goes on from what failed, and tells so', async () => {
  const { states: client } = region.clients;
  const failed = await region.run('Reads', reads('/late'));
  assert.deepEqual([failed.status, failed.redriveStatus, failed.redriveCount], ['FAILED', 'REDRIVABLE', 0]);
  await region.clients.ssm.putParameter({ Name: '/late', Value: 'here', Type: 'String' });

  const { executionArn = '', stateMachineArn } = failed;
  const { redriveDate } = await client.redriveExecution({ executionArn, clientToken: 'once' });
  const again = await region.ended(executionArn);
  assert.deepEqual([again.status, again.output, again.error], ['SUCCEEDED', '{"v":"here"}', undefined]);
  assert.deepEqual([again.redriveCount, again.redriveDate], [1, redriveDate]);
  assert.equal(again.redriveStatusReason, 'Execution is SUCCEEDED and cannot be redriven');
  assert.deepEqual(
    (await region.history(executionArn)).map(({ type }) => type),
    [
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskFailed',
      'ExecutionFailed',
      'ExecutionRedriven',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ],
  );

  const listed = async (redriveFilter: 'REDRIVEN' | 'NOT_REDRIVEN') =>
    (await client.listExecutions({ stateMachineArn, redriveFilter })).executions?.length;
  assert.deepEqual([await listed('REDRIVEN'), await listed('NOT_REDRIVEN')], [1, 0]);
  assert.deepEqual((await client.redriveExecution({ executionArn, clientToken: 'once' })).redriveDate, redriveDate);
});

test('a stopped execution can be redriven after the Region was started again', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'wakepatch-redrive-'));
  const first = await openRegionWithRole({ dataDir });
  const { activityArn } = await first.clients.states.createActivity({ name: 'work' });
  const executionArn = await first.start(
    await first.machine('Works', only({ Type: 'Task', Resource: activityArn })),
    5,
  );
  await first.clients.states.stopExecution({ executionArn });
  await first.close();

  const second = await openTestRegion({ dataDir });
  const { states: client } = second.clients;
  await client.redriveExecution({ executionArn });
  const { taskToken, input } = await client.getActivityTask({ activityArn });
  assert.equal(input, '5');
  await client.sendTaskSuccess({ taskToken, output: '6' });
  assert.equal((await client.describeExecution({ executionArn })).output, '6');
  await second.close();
  await rm(dataDir, { recursive: true });
});

test('what runs or has succeeded cannot be redriven', async () => {
  const { executionArn } = await region.run('Passes', only({ Type: 'Pass' }));
  await assert.rejects(region.clients.states.redriveExecution({ executionArn }), {
    name: 'ExecutionNotRedrivable',
    message: 'Execution is SUCCEEDED and cannot be redriven',
  });
});

test('an execution is forgotten with its history 90 days after its end, and can be redriven for 14 of them', async () => {
  const { states: client } = region.clients;
  const { executionArn = '' } = await region.run('Old', only({ Type: 'Fail', Error: 'Broken', End: undefined }));
  const days = async (Seconds: number) => region.run(`After${Seconds}`, only({ Type: 'Wait', Seconds }));
  await days(15 * 86_400);
  const { redriveStatus, redriveStatusReason } = await client.describeExecution({ executionArn });
  assert.deepEqual([redriveStatus, redriveStatusReason], ['NOT_REDRIVABLE', 'Execution redrivable period exceeded']);
  await days(75 * 86_400);
  const gone = { name: 'ExecutionDoesNotExist' };
  await assert.rejects(client.describeExecution({ executionArn }), gone);
  await assert.rejects(client.getExecutionHistory({ executionArn }), gone);
  const stateMachineArn = `${states}:stateMachine:Old`;
  assert.deepEqual((await client.listExecutions({ stateMachineArn })).executions, []);
  // Its name is free again once another execution has begun.
  await region.start(stateMachineArn);
  assert.equal(await region.start(stateMachineArn, {}, executionArn.split(':').at(-1)), executionArn);
});
