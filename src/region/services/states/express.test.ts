import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { only, openRegionWithRole, type RegionWithRole, states } from './fixture.ts';

let region: RegionWithRole;
before(async () => {
  region = await openRegionWithRole();
});
after(() => region.close());

const express = (name: string, state: object) => region.machine(name, only(state), { type: 'EXPRESS' });

test('a synchronous execution answers with its output when it has ended', async () => {
  const stateMachineArn = await express('Sync', { Type: 'Wait', Seconds: 20 });
  const execution = await region.sync.startSyncExecution({ stateMachineArn, name: 'one', input: '{"a":1}' });
  assert.match(execution.executionArn ?? '', new RegExp(`^${states}:express:Sync:one:[0-9a-f-]{36}$`));
  assert.deepEqual([execution.status, execution.output], ['SUCCEEDED', '{"a":1}']);
  assert.equal(execution.stopDate!.getTime() - execution.startDate!.getTime(), 20_000);
});

test('a synchronous execution that fails answers with its error', async () => {
  const stateMachineArn = await express('Fails', { Type: 'Fail', Error: 'Broken', Cause: 'by test', End: undefined });
  const { status, error, cause } = await region.sync.startSyncExecution({ stateMachineArn });
  assert.deepEqual([status, error, cause], ['FAILED', 'Broken', 'by test']);
});

test('an execution times out after five minutes', async () => {
  const stateMachineArn = await express('Long', { Type: 'Wait', Seconds: 301 });
  const { status, startDate, stopDate } = await region.sync.startSyncExecution({ stateMachineArn });
  assert.equal(status, 'TIMED_OUT');
  assert.equal(stopDate!.getTime() - startDate!.getTime(), 300_000);
});

test('executions may share a name, and have no description and no history', async () => {
  const stateMachineArn = await express('Shared', { Type: 'Pass' });
  const first = await region.start(stateMachineArn, {}, 'same');
  assert.notEqual(await region.start(stateMachineArn, {}, 'same'), first);
  const invalid = { name: 'InvalidArn', message: "Invalid Arn: 'Resource type not valid in this context: express'" };
  await assert.rejects(region.clients.states.describeExecution({ executionArn: first }), invalid);
  await assert.rejects(region.clients.states.getExecutionHistory({ executionArn: first }), invalid);
  await assert.rejects(region.clients.states.listExecutions({ stateMachineArn }), {
    name: 'StateMachineTypeNotSupported',
  });
});

test('only Express state machines run synchronously', async () => {
  const stateMachineArn = await region.machine('Standard', only({ Type: 'Pass' }));
  await assert.rejects(region.sync.startSyncExecution({ stateMachineArn }), {
    name: 'StateMachineTypeNotSupported',
    message: 'This operation is not supported by this type of state machine',
  });
});
