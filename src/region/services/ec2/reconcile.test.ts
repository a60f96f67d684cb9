import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { EC2 } from '@aws-sdk/client-ec2';
import type { MachineDriver } from '../../machines/driver.ts';
import { eventually, find, launch, launched, machinesIn, openEc2, reaches } from './fixture.ts';

async function stopped(ec2: EC2): Promise<string> {
  const id = await launched(ec2);
  await ec2.stopInstances({ InstanceIds: [id] });
  await reaches(ec2, id, 'stopped');
  return id;
}

test('a machine that shuts itself down makes its instance stopped, and not by a user', async (t) => {
  const { ec2, machines, published } = await openEc2(t);
  const id = await launched(ec2);
  await machines.stop(id);
  const found = await reaches(ec2, id, 'stopped');
  assert.equal(found.StateReason!.Code, 'Client.InstanceInitiatedShutdown');
  assert.equal(found.StateTransitionReason, '');
  assert.equal(published.at(-1), `${id}=stopped`);
});

test('where a shutdown shall terminate, it does', async (t) => {
  const { ec2, machines, published } = await openEc2(t);
  const id = await launched(ec2, { InstanceInitiatedShutdownBehavior: 'terminate' });
  await machines.stop(id);
  await eventually(
    async () => published.at(-1),
    (last) => last === `${id}=terminated`,
  );
  assert.deepEqual(await machines.list(), []);
});

test('a machine that was removed with the engine ends its instance, and no other', async (t) => {
  const { ec2, machines, published } = await openEc2(t);
  const other = await launched(ec2);
  const id = await launched(ec2);
  await machines.destroy(id);
  await eventually(
    async () => published.at(-1),
    (last) => last === `${id}=terminated`,
  );
  assert.equal((await find(ec2, other)).State!.Name, 'running');
});

test('a Region that starts again sees what happened while it was down', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'wakepatch-ec2-'));
  const before = await openEc2(t, { dataDir, time: 'real' });
  const [wentDown, stayed, removed] = [
    await launched(before.ec2),
    await launched(before.ec2),
    await launched(before.ec2),
  ];
  const woken = await stopped(before.ec2);
  await before.close();
  const machines = machinesIn(dataDir);
  await machines.stop(wentDown);
  await machines.destroy(removed);
  await machines.start(woken);
  await machines.create('i-0000000000000000f', { image: 'simulated-debian-12', hostname: 'stranger' });
  await machines.close();

  const after = await openEc2(t, { dataDir, time: 'real' });
  assert.equal((await reaches(after.ec2, wentDown, 'stopped')).StateReason!.Code, 'Client.InstanceInitiatedShutdown');
  assert.equal(
    (await reaches(after.ec2, removed, 'terminated')).StateReason!.Message,
    'Server.InternalError: The machine behind the instance is no longer there.',
  );
  await reaches(after.ec2, woken, 'running');
  assert.equal((await find(after.ec2, stayed)).State!.Name, 'running');
  assert.ok(after.lines.some((line) => line.includes('belong to no instance') && line.includes('i-0000000000000000f')));
  assert.equal(await after.machines.status('i-0000000000000000f'), 'stopped');
});

test('a launch that a closing Region leaves half done is finished by the next one', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'wakepatch-ec2-'));
  const before = await openEc2(t, {
    dataDir,
    faults: {
      prepareImage: (_progress, signal) =>
        new Promise((_, reject) => signal!.addEventListener('abort', () => reject(signal!.reason))),
    },
  });
  const id = await launch(before.ec2);
  await before.close();

  const after = await openEc2(t, { dataDir });
  await reaches(after.ec2, id, 'running');
  assert.equal(await after.machines.status(id), 'running');
});

test('a reboot that was done but not written down is not done again', async (t) => {
  const reboots: string[] = [];
  const faults: Partial<MachineDriver> = {};
  const { ec2, machines } = await openEc2(t, { faults });
  faults.reboot = async (id) => {
    reboots.push(id);
    await machines.reboot(id);
    if (reboots.length === 1) throw new Error('the Region died here');
  };
  const id = await launched(ec2);
  await ec2.rebootInstances({ InstanceIds: [id] });
  await ec2.stopInstances({ InstanceIds: [id] });
  await reaches(ec2, id, 'stopped');
  assert.deepEqual(reboots, [id]);
});

test('status checks go from initializing to ok, and to impaired when a machine does not answer', async (t) => {
  const answers = { yet: false };
  const { ec2, machines } = await openEc2(t, { faults: { ready: async (id) => answers.yet && machines.ready(id) } });
  const id = await launched(ec2);
  const status = async () => (await ec2.describeInstanceStatus({ InstanceIds: [id] })).InstanceStatuses![0]!;
  const impaired = await eventually(status, ({ InstanceStatus }) => InstanceStatus!.Status === 'impaired');
  assert.equal(impaired.InstanceStatus!.Details![0]!.Status, 'failed');
  assert.ok(impaired.InstanceStatus!.Details![0]!.ImpairedSince! > new Date('2026-01-01T00:04:59Z'));
  assert.equal(impaired.SystemStatus!.Status, 'ok');
  answers.yet = true;
  const { InstanceStatus } = await eventually(status, (now) => now.InstanceStatus!.Status === 'ok');
  assert.deepEqual(InstanceStatus!.Details, [{ Name: 'reachability', Status: 'passed' }]);
});

test('status checks begin anew with each start and are told only of what runs', async (t) => {
  const { ec2 } = await openEc2(t);
  const id = await stopped(ec2);
  assert.deepEqual((await ec2.describeInstanceStatus({ InstanceIds: [id] })).InstanceStatuses, []);
  const { InstanceStatuses } = await ec2.describeInstanceStatus({ IncludeAllInstances: true });
  assert.deepEqual(InstanceStatuses![0]!.InstanceStatus, { Status: 'not-applicable' });
  assert.deepEqual(InstanceStatuses![0]!.InstanceState, { Code: 80, Name: 'stopped' });
});

test('user data runs once, as root, at the first boot', async (t) => {
  const runs: string[] = [];
  const { ec2, machines, lines } = await openEc2(t, {
    faults: {
      exec: async (id, { key, argv }) => {
        runs.push([id, key, ...argv].join(' '));
        return { exitCode: 3, stdout: '', stderr: 'one\nno such mirror\n' };
      },
    },
  });
  const script = '#!/bin/sh -e\necho hello\n';
  const id = await launched(ec2, { UserData: Buffer.from(script).toString('base64') });
  await eventually(
    async () => lines.length,
    (count) => count > 0,
  );
  assert.deepEqual(runs, [`${id} user-data /bin/sh -e -c ${script}`]);
  assert.deepEqual(lines, [`The user data of ${id} ended with exit code 3: no such mirror`]);
  await ec2.stopInstances({ InstanceIds: [id] });
  await reaches(ec2, id, 'stopped');
  await ec2.startInstances({ InstanceIds: [id] });
  const status = async () => (await ec2.describeInstanceStatus({ InstanceIds: [id] })).InstanceStatuses?.[0];
  await eventually(status, (now) => now?.InstanceStatus?.Status === 'ok');
  assert.equal(runs.length, 1);
  assert.equal(await machines.status(id), 'running');
});
