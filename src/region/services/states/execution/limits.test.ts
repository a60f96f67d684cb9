import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openTestRegion } from '../../../../../test/region.ts';
import { only, openRegionWithRole, type RegionWithRole, states } from '../fixture.ts';

const day = 86_400;

/** Lets simulated time pass, in which an execution waits. @param seconds */
async function pass(region: RegionWithRole, seconds: number): Promise<void> {
  await region.run(`Passes${seconds}`, only({ Type: 'Wait', Seconds: seconds }));
}

/** An execution that waits for what never comes. */
async function startStuck(region: RegionWithRole): Promise<string> {
  await region.clients.states.createActivity({ name: 'nobody' });
  const definition = only({ Type: 'Task', Resource: `${states}:activity:nobody` });
  return region.start(await region.machine('Stuck', definition));
}

test('an execution times out after a year, when something happens or another one begins, and is not redriven', async (t) => {
  const region = await openRegionWithRole();
  t.after(() => region.close());
  const executionArn = await startStuck(region);
  const stuck = () => region.clients.states.describeExecution({ executionArn });
  await pass(region, 364 * day);
  await region.start(`${states}:stateMachine:Stuck`);
  assert.equal((await stuck()).status, 'RUNNING');
  await pass(region, day + 1);
  await pass(region, 1);
  const { status, redriveStatusReason } = await stuck();
  assert.deepEqual([status, redriveStatusReason], ['TIMED_OUT', 'Execution has exceeded the max execution time']);
  assert.equal((await region.history(executionArn)).at(-1)?.type, 'ExecutionTimedOut');
});

test('a worker comes too late after a year', async (t) => {
  const region = await openRegionWithRole();
  t.after(() => region.close());
  await startStuck(region);
  const { taskToken } = await region.clients.states.getActivityTask({ activityArn: `${states}:activity:nobody` });
  await pass(region, 365 * day);
  const late = region.clients.states.sendTaskSuccess({ taskToken, output: '1' });
  await assert.rejects(late, { name: 'TaskTimedOut' });
});

test('an execution whose year passed while the Region was down has timed out when it starts', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'wakepatch-limits-'));
  const first = await openRegionWithRole({ dataDir });
  const executionArn = await startStuck(first);
  await pass(first, 366 * day);
  await first.close();
  const second = await openTestRegion({ dataDir });
  const { status } = await second.clients.states.describeExecution({ executionArn });
  assert.equal(status, 'TIMED_OUT');
  await second.close();
  await rm(dataDir, { recursive: true });
});

test('an execution whose history is full cannot be redriven', async (t) => {
  const region = await openRegionWithRole();
  t.after(() => region.close());
  const Again = { Type: 'Choice', Choices: [{ Variable: '$.end', IsPresent: true, Next: 'End' }], Default: 'Again' };
  const endless = { StartAt: 'Again', States: { Again, End: { Type: 'Succeed' } } };
  const { status, redriveStatusReason } = await region.run('Endless', endless);
  assert.deepEqual([status, redriveStatusReason], ['FAILED', 'Execution history event limit exceeded']);
});
