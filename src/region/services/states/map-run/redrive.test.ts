import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { servicePrincipal } from '../../../service.ts';
import { services } from '../../index.ts';
import { only, openRegionWithRole, type RegionWithRole, states, task } from '../fixture.ts';

let region: RegionWithRole;
before(async () => {
  region = await openRegionWithRole();
  await region.allow('ssm:GetParameter');
  await region.clients.states.createActivity({ name: 'work' });
});
after(() => region.close());

/** A distributed Map state whose child executions read the parameter that their item names. */
const readsEach = (more: object = {}, ExecutionType = 'STANDARD') => {
  const reads = task('aws-sdk:ssm:getParameter', { 'Name.$': '$' }, { ResultSelector: { 'v.$': '$.Parameter.Value' } });
  const ItemProcessor = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType }, ...only(reads) };
  return only({ Type: 'Map', Label: 'Each', ItemProcessor, ...more }, 'Map');
};

const put = (Name: string, Value = 'here') =>
  region.clients.ssm.putParameter({ Name, Value, Type: 'String', Overwrite: true });

async function mapRunOf(executionArn: string | undefined) {
  const { mapRuns = [] } = await region.clients.states.listMapRuns({ executionArn });
  assert.equal(mapRuns.length, 1);
  return region.clients.states.describeMapRun({ mapRunArn: mapRuns[0]?.mapRunArn });
}
const childrenOf = async (mapRunArn: string | undefined) =>
  (await region.clients.states.listExecutions({ mapRunArn })).executions!.reverse();

async function redriven(executionArn: string | undefined) {
  await region.clients.states.redriveExecution({ executionArn });
  return region.ended(executionArn ?? '');
}

describe('a Map Run that failed', () => {
  test('goes on when its execution is redriven: the child executions that did not succeed, and no others', async () => {
    await put('/a');
    const failed = await region.run('Fails', readsEach(), ['/a', '/b', '/c']);
    assert.equal(failed.error, 'States.ExceedToleratedFailureThreshold');
    const { mapRunArn, status, executionCounts } = await mapRunOf(failed.executionArn);
    assert.equal(status, 'FAILED');
    assert.equal(executionCounts?.failuresNotRedrivable, 0);
    for (const name of ['/b', '/c']) await put(name);

    const again = await redriven(failed.executionArn);
    assert.deepEqual([again.status, again.output], ['SUCCEEDED', '[{"v":"here"},{"v":"here"},{"v":"here"}]']);
    const run = await mapRunOf(failed.executionArn);
    assert.deepEqual([run.mapRunArn, run.status, run.redriveCount], [mapRunArn, 'SUCCEEDED', 1]);
    assert.deepEqual([run.executionCounts?.total, run.executionCounts?.succeeded], [3, 3]);
    const types = (await region.history(failed.executionArn ?? '')).map(({ type }) => type);
    assert.deepEqual(types.slice(types.indexOf('ExecutionRedriven')), [
      'ExecutionRedriven',
      'MapRunRedriven',
      'MapRunSucceeded',
      'MapStateSucceeded',
      'MapStateExited',
      'ExecutionSucceeded',
    ]);
    const counts = (await childrenOf(mapRunArn)).map(({ redriveCount }) => redriveCount);
    assert.deepEqual(counts, [0, 1, 1]);
  });

  test('may fail again, with as many failures as are tolerated and one more', async () => {
    const failed = await region.run('Again', readsEach({ ToleratedFailureCount: 1 }), ['/none', '/nowhere', '/a']);
    await put('/none');
    const again = await redriven(failed.executionArn);
    assert.deepEqual([again.status, again.output], ['SUCCEEDED', '[{"v":"here"},{"v":"here"}]']);
    const { executionCounts } = await mapRunOf(failed.executionArn);
    assert.deepEqual([executionCounts?.succeeded, executionCounts?.failed], [2, 1]);
  });

  test('goes on in the histories of its child executions', async () => {
    const failed = await region.run('Child', readsEach(), ['/later']);
    const { mapRunArn } = await mapRunOf(failed.executionArn);
    const [child] = await childrenOf(mapRunArn);
    const { redriveStatus } = await region.clients.states.describeExecution({ executionArn: child?.executionArn });
    assert.equal(redriveStatus, 'REDRIVABLE_BY_MAP_RUN');
    await put('/later');
    await redriven(failed.executionArn);
    const types = (await region.history(child?.executionArn ?? '')).map(({ type }) => type);
    assert.deepEqual(types.slice(types.indexOf('ExecutionFailed'), -3), [
      'ExecutionFailed',
      'ExecutionRedriven',
      'TaskScheduled',
      'TaskStarted',
    ]);
  });

  test('begins Express child executions anew', async () => {
    const failed = await region.run('Express', readsEach({}, 'EXPRESS'), ['/a', '/express']);
    await put('/express');
    const again = await redriven(failed.executionArn);
    assert.equal(again.output, '[{"v":"here"},{"v":"here"}]');
    const { executionCounts } = await mapRunOf(failed.executionArn);
    assert.deepEqual([executionCounts?.total, executionCounts?.succeeded], [2, 2]);
  });
});

test('a Map Run that was aborted goes on, with no more child executions at a time than it may have', async () => {
  const { states: client } = region.clients;
  const works = only({ Type: 'Task', Resource: `${states}:activity:work` });
  const ItemProcessor = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...works };
  const definition = only({ Type: 'Map', Label: 'Each', MaxConcurrency: 2, ItemProcessor }, 'Map');
  const activityArn = `${states}:activity:work`;
  const finishOne = async () => {
    const { taskToken, input } = await client.getActivityTask({ activityArn });
    await client.sendTaskSuccess({ taskToken, output: input });
  };
  const executionArn = await region.start(await region.machine('Aborted', definition), [1, 2, 3, 4]);
  await finishOne();
  await client.stopExecution({ executionArn });
  const stopped = await mapRunOf(executionArn);
  assert.deepEqual([stopped.status, stopped.executionCounts?.aborted, stopped.itemCounts?.pending], ['ABORTED', 2, 1]);

  await client.redriveExecution({ executionArn });
  const { executionCounts, redriveDate, stopDate } = await mapRunOf(executionArn);
  const { succeeded, running, pending, aborted, total } = executionCounts!;
  assert.deepEqual([succeeded, running, pending, aborted, total], [1, 2, 1, 0, 4]);
  assert.ok(redriveDate && !stopDate);
  for (let left = 3; left > 0; left--) await finishOne();
  assert.equal((await region.ended(executionArn)).output, '[1,2,3,4]');
});

test('those that wait to be redriven, and those that never can be, are counted', async () => {
  const more = { MaxConcurrency: 1, ToleratedFailureCount: 1 };
  const { executionArn } = await region.run('Counted', readsEach(more), ['/x', '/y', '/z']);
  const running = only({ Type: 'Wait', Seconds: 15 * 86_400 });
  const { executionCounts } = await mapRunOf(executionArn);
  assert.deepEqual([executionCounts?.failed, executionCounts?.pending], [2, 1]);
  await region.run('Later', running);
  const late = await mapRunOf(executionArn);
  assert.equal(late.executionCounts?.failuresNotRedrivable, 2);
});

test('a redrive whose effect is performed twice does nothing twice', async (t) => {
  const twice = services.map((service) => {
    const begin = service.effects?.children;
    if (!begin) return service;
    const children: typeof begin = async (payload, outside, effect) => {
      outside.transaction(servicePrincipal('states.amazonaws.com'), await begin(payload, outside, effect));
      return begin(payload, outside, effect);
    };
    return { ...service, effects: { ...service.effects, children } };
  });
  const other = await openRegionWithRole({ services: twice });
  t.after(() => other.close());
  const failing = only({ Type: 'Fail', Error: 'No', End: undefined });
  const ItemProcessor = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...failing };
  const map = only({ Type: 'Map', Label: 'Each', ToleratedFailureCount: 1, ItemProcessor }, 'Map');
  const { executionArn = '' } = await other.run('Twice', map, [1, 2]);
  await other.clients.states.redriveExecution({ executionArn });
  assert.equal((await other.ended(executionArn)).status, 'FAILED');
  const { mapRuns } = await other.clients.states.listMapRuns({ executionArn });
  const { executions } = await other.clients.states.listExecutions({ mapRunArn: mapRuns?.[0]?.mapRunArn });
  assert.deepEqual(
    executions?.map(({ redriveCount }) => redriveCount),
    [1, 1],
  );
});
