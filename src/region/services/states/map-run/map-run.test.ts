import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { only, openRegionWithRole, type RegionWithRole, states } from '../fixture.ts';

let region: RegionWithRole;
before(async () => {
  region = await openRegionWithRole();
  await region.clients.states.createActivity({ name: 'nobody' });
});
after(() => region.close());

/** A distributed Map state over the items of the input, whose child executions run `state`. */
const distributed = (state: object, more: object = {}, ExecutionType = 'STANDARD') =>
  mapOf(only(state), more, ExecutionType);

const mapOf = (flow: object, more: object, ExecutionType = 'STANDARD') =>
  only(
    {
      Type: 'Map',
      Label: 'Each',
      ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType }, ...flow },
      ...more,
    },
    'Map',
  );

const mapRunOf = async (executionArn: string | undefined) => {
  const { mapRuns } = await region.clients.states.listMapRuns({ executionArn });
  return region.clients.states.describeMapRun({ mapRunArn: mapRuns?.[0]?.mapRunArn });
};

const failsAtTwo = {
  Type: 'Choice',
  Choices: [{ Variable: '$', NumericEquals: 2, Next: 'No' }],
  Default: 'Yes',
  End: undefined,
};
const twoFails = {
  StartAt: 'Only',
  States: { Only: failsAtTwo, No: { Type: 'Fail', Error: 'Two' }, Yes: { Type: 'Succeed' } },
};
const withFailures = (more: object) => mapOf(twoFails, more);

describe('a distributed Map', () => {
  test('runs each item as an execution of its own, and answers with their outputs in order', async () => {
    const execution = await region.run('Order', distributed({ Type: 'Wait', SecondsPath: '$' }), [30, 10, 20]);
    assert.equal(execution.output, '[30,10,20]');
    assert.equal(execution.stopDate!.getTime() - execution.startDate!.getTime(), 30_000);
    const run = await mapRunOf(execution.executionArn);
    assert.equal(run.status, 'SUCCEEDED');
    assert.deepEqual(run.itemCounts, {
      pending: 0,
      running: 0,
      succeeded: 3,
      failed: 0,
      timedOut: 0,
      aborted: 0,
      total: 3,
      resultsWritten: 3,
      failuresNotRedrivable: 0,
      pendingRedrive: 0,
    });
  });

  test('has child executions with names, inputs and histories of their own', async () => {
    const { executionArn } = await region.run('Children', distributed({ Type: 'Pass' }), ['a', 'b']);
    const { mapRunArn } = await mapRunOf(executionArn);
    const { executions } = await region.clients.states.listExecutions({ mapRunArn });
    assert.equal(executions?.length, 2);
    const child = await region.clients.states.describeExecution({ executionArn: executions[1]?.executionArn });
    assert.match(child.executionArn ?? '', new RegExp(`^${states}:execution:Children/Each:[0-9a-f-]{36}$`));
    assert.equal(child.stateMachineArn, `${states}:stateMachine:Children/Each`);
    assert.equal(child.mapRunArn, mapRunArn);
    assert.equal(child.input, '"a"');
    const types = (await region.history(child.executionArn ?? '')).map(({ type }) => type);
    assert.deepEqual(types, ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded']);
    const described = await region.clients.states.describeStateMachineForExecution({
      executionArn: child.executionArn,
    });
    assert.deepEqual([described.label, described.mapRunArn], ['Each', mapRunArn]);
    const own = await region.clients.states.listExecutions({ stateMachineArn: `${states}:stateMachine:Children` });
    assert.equal(own.executions?.length, 1);
  });

  test('counts items and executions apart where items come in batches', async () => {
    const more = { ItemBatcher: { MaxItemsPerBatch: 2 }, ToleratedFailurePercentage: 100 };
    const { executionArn } = await region.run(
      'Batches',
      distributed({ Type: 'Fail', End: undefined }, more),
      [1, 2, 3],
    );
    const { itemCounts, executionCounts } = await mapRunOf(executionArn);
    assert.deepEqual([itemCounts?.failed, executionCounts?.failed], [3, 2]);
  });

  test('fails when more fail than are tolerated, and stops what still runs', async () => {
    const waits = { Type: 'Wait', Seconds: 1000, End: true };
    const slow = { ...twoFails, States: { ...twoFails.States, Yes: waits } };
    const execution = await region.run('Stops', mapOf(slow, { MaxConcurrency: 2 }), [1, 2, 3, 4]);
    assert.equal(execution.error, 'States.ExceedToleratedFailureThreshold');
    const { status, itemCounts } = await mapRunOf(execution.executionArn);
    assert.equal(status, 'FAILED');
    assert.deepEqual([itemCounts?.aborted, itemCounts?.failed, itemCounts?.pending, itemCounts?.total], [1, 1, 2, 4]);
  });

  test('tolerates as many failures as it says', async () => {
    const execution = await region.run('Tolerates', withFailures({ ToleratedFailureCount: 1 }), [1, 2, 3]);
    assert.equal(execution.output, '[1,3]');
  });

  test('begins more child executions than fit into one transaction', async () => {
    const items = Array.from({ length: 130 }, (_, index) => index);
    const execution = await region.run('Many', distributed({ Type: 'Pass' }, {}, 'EXPRESS'), items);
    assert.deepEqual(JSON.parse(execution.output ?? ''), items);
  });

  test('is aborted with the execution that it is part of', async () => {
    const arn = await region.start(await region.machine('Token', waitsForToken()), [1, 2]);
    await region.clients.states.stopExecution({ executionArn: arn });
    const { status, executionCounts } = await mapRunOf(arn);
    assert.deepEqual([status, executionCounts?.aborted, executionCounts?.pending], ['ABORTED', 2, 0]);
  });

  test('goes on with other limits while it runs', async () => {
    const arn = await region.start(await region.machine('Limits', waitsForToken({ MaxConcurrency: 1 })), [1, 2, 3]);
    const { states } = region.clients;
    const { mapRunArn, executionCounts } = await mapRunOf(arn);
    assert.deepEqual([executionCounts?.running, executionCounts?.pending], [1, 2]);
    await states.updateMapRun({ mapRunArn, maxConcurrency: 2, toleratedFailureCount: 3 });
    const after = await mapRunOf(arn);
    assert.deepEqual([after.maxConcurrency, after.toleratedFailureCount, after.executionCounts?.running], [2, 3, 2]);
    await states.stopExecution({ executionArn: arn });
    await assert.rejects(states.updateMapRun({ mapRunArn, maxConcurrency: 1 }), { name: 'ValidationException' });
  });
});

/** Child executions that wait for what never comes. */
const waitsForToken = (more: object = {}) => distributed({ Type: 'Task', Resource: `${states}:activity:nobody` }, more);

describe('what a Map Run cannot have', () => {
  test('a Map Run that is not there', async () => {
    await assert.rejects(region.clients.states.describeMapRun({ mapRunArn: `${states}:mapRun:Order/Each:none` }), {
      name: 'ResourceNotFound',
    });
  });
});
