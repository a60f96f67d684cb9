import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MachineDriver } from '../../../machines/driver.ts';
import { ended, eventually, openSsm, type SsmRegion } from '../fixture.ts';

const document = 'AWS-RunShellScript';

/** Two days: longer than anything on these machines takes, which sleep for a day until somebody ends them. */
const executionTimeout = ['172800'];
const endless = { commands: ['echo begun', 'sleep 100000', 'echo never'], executionTimeout };

/** Sends a script that does not end by itself, and waits until it runs. */
async function begin({ clients: { ssm } }: SsmRegion, InstanceIds: string[], more: object = {}) {
  const { Command } = await ssm.sendCommand({ InstanceIds, DocumentName: document, Parameters: endless, ...more });
  const CommandId = Command!.CommandId!;
  await eventually(
    async () => (await ssm.listCommands({ CommandId })).Commands![0]!.Status,
    (status) => status === 'InProgress',
  );
  return CommandId;
}

test('a step that runs is ended on its machine; what it had printed is kept', async (t) => {
  const region = await openSsm(t);
  const { ssm } = region.clients;
  const id = await region.managed();
  const CommandId = await begin(region, [id]);
  await ssm.cancelCommand({ CommandId });
  const invocation = await ended(region, CommandId, id);
  assert.deepEqual(
    [invocation.Status, invocation.StatusDetails, invocation.ResponseCode, invocation.StandardOutputContent],
    ['Cancelled', 'Cancelled', 137, 'begun\n'],
  );
  assert.match(invocation.StandardErrorContent!, /The command was cancelled: step script\.0 was ended\./);
  const [command] = (await ssm.listCommands({ CommandId })).Commands!;
  assert.deepEqual([command!.Status, command!.CompletedCount, command!.ErrorCount], ['Cancelled', 1, 0]);
  assert.equal((await region.shell(id, 'echo next')).Status, 'Success', 'the machine takes the next one');
});

test('until its machine has ended the step the command is Cancelling', async (t) => {
  const faults: Partial<MachineDriver> = {};
  const region = await openSsm(t, { faults, time: 'real' });
  const { ssm } = region.clients;
  const id = await region.managed();
  const gate = Promise.withResolvers<void>();
  faults.kill = async (machine, key) => {
    await gate.promise;
    await region.machines.kill(machine, key);
  };
  const CommandId = await begin(region, [id]);
  await ssm.cancelCommand({ CommandId });
  const [command] = (await ssm.listCommands({ CommandId })).Commands!;
  const [invocation] = await eventually(
    async () => (await ssm.listCommandInvocations({ CommandId, Details: true })).CommandInvocations!,
    (found) => found.length > 0,
  );
  assert.deepEqual(
    [command!.Status, invocation!.Status, invocation!.CommandPlugins!.map(({ Status }) => Status)],
    ['Cancelling', 'Cancelling', ['InProgress']],
  );
  gate.resolve();
  assert.equal((await ended(region, CommandId, id)).Status, 'Cancelled');
});

test('a Region that goes down before it has ended the step does so when it is back', async (t) => {
  const faults: Partial<MachineDriver> = {};
  const region = await openSsm(t, { faults });
  const id = await region.managed();
  const asked = Promise.withResolvers<void>();
  faults.kill = async () => {
    asked.resolve();
    await new Promise((_, reject) => region.outside.signal.addEventListener('abort', () => reject(new Error('down'))));
  };
  const CommandId = await begin(region, [id]);
  await region.clients.ssm.cancelCommand({ CommandId });
  await asked.promise;
  await region.close();

  const again = await openSsm(t, { dataDir: region.dataDir });
  const invocation = await ended(again, CommandId, id);
  assert.deepEqual([invocation.Status, invocation.StandardOutputContent], ['Cancelled', 'begun\n']);
});

test('what waits for its machine or for its turn is cancelled at once', async (t) => {
  const region = await openSsm(t, { time: 'real' });
  const { ssm, ec2 } = region.clients;
  const ids = [await region.managed(), await region.managed(), await region.managed()].sort();
  const [first, second] = ids as [string, string, string];
  const CommandId = await begin(region, ids, { MaxConcurrency: '1' });
  const statuses = async () =>
    (await ssm.listCommandInvocations({ CommandId })).CommandInvocations!.map(({ Status }) => Status).join();
  await ec2.stopInstances({ InstanceIds: [second] });
  await ssm.cancelCommand({ CommandId, InstanceIds: [first] });
  await eventually(statuses, (all) => all === 'Cancelled,Delayed,Pending');
  await ssm.cancelCommand({ CommandId });
  assert.equal(await statuses(), 'Cancelled,Cancelled,Cancelled');
});

test('a step that ends before it can be ended is the last one', async (t) => {
  const faults: Partial<MachineDriver> = {};
  const region = await openSsm(t, { faults });
  const { ssm } = region.clients;
  const ids = [await region.managed(), await region.managed()].sort();
  const running = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  faults.exec = async () => {
    running.resolve();
    await gate.promise;
    return { exitCode: 194, stdout: 'first run\n', stderr: '' };
  };
  const { Command } = await ssm.sendCommand({
    InstanceIds: ids,
    DocumentName: document,
    Parameters: { commands: ['true'] },
    MaxConcurrency: '1',
  });
  const CommandId = Command!.CommandId!;
  await running.promise;
  await ssm.cancelCommand({ CommandId });
  assert.equal((await ssm.listCommands({ CommandId })).Commands![0]!.Status, 'Cancelling');
  gate.resolve();
  const first = await ended(region, CommandId, ids[0]!);
  assert.equal(first.Status, 'Cancelled', 'the second run, after the reboot, is not begun');
  assert.equal(first.StandardOutputContent, 'first run\n');
  assert.equal((await ended(region, CommandId, ids[1]!)).Status, 'Cancelled');
  assert.equal((await ssm.listCommands({ CommandId })).Commands![0]!.Status, 'Cancelled');
});
