/** The page of a command: what it asks and orders, of commands that really ran on simulated machines. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { SendCommandCommandInput } from '@aws-sdk/client-ssm';
import { clientsFor } from '../../src/aws/clients.ts';
import { cancelCommand } from '../../src/console/actions/cancel-command.ts';
import { command } from '../../src/console/views/command.ts';
import { commandMachine } from '../../src/console/views/command-machine.ts';
import { commandOutput } from '../../src/console/views/command-output.ts';
import { launched, makeProfile } from '../e2e/instances.ts';
import { until } from '../e2e/until.ts';
import { openFaultyRegion } from '../faulty-region.ts';

/** @param time what takes long is seen in real time: simulated time stands still meanwhile */
async function open(t: TestContext, time: 'real' | 'simulated' = 'simulated') {
  const region = await openFaultyRegion(t, { time });
  const { clients } = region;
  await makeProfile(clients);
  const context = {
    clients: clientsFor({
      endpoint: region.endpoint,
      region: 'us-east-1',
      credentials: async () => region.region.credentials,
      description: 'the Region of this test',
    }),
    endpoint: 'the Region of this test',
  };
  /** An instance that takes commands. */
  const machine = async (name: string) => {
    const id = await launched(clients, {
      IamInstanceProfile: { Name: 'Managed' },
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: name }] }],
    });
    await until(
      `${id} takes commands`,
      async () => (await clients.ssm.describeInstanceInformation({})).InstanceInformationList ?? [],
      (all) => all.some(({ InstanceId, PingStatus }) => InstanceId === id && PingStatus === 'Online'),
    );
    return id;
  };
  const send = async (input: SendCommandCommandInput) => (await clients.ssm.sendCommand(input)).Command!.CommandId!;
  const reaches = (id: string, ...wanted: string[]) =>
    until(
      `${id} is ${wanted}`,
      () => command.read(context, { id }),
      ({ status }) => wanted.includes(status),
    );
  const shell = (InstanceIds: string[], ...commands: string[]) =>
    send({
      InstanceIds,
      DocumentName: 'AWS-RunShellScript',
      Parameters: { commands, executionTimeout: ['172800'] },
    });
  return { ...region, context, machine, send, reaches, shell };
}

test('a patch command tells its packages, its baseline by name, and what Patch Manager has recorded', async (t) => {
  const { context, machine, send, reaches } = await open(t);
  const instance = await machine('web-1');
  const patch = (Operation: string) =>
    send({
      InstanceIds: [instance],
      DocumentName: 'AWS-RunPatchBaseline',
      Parameters: { Operation: [Operation], RebootOption: ['NoReboot'] },
      Comment: 'wakepatch some-execution 1',
    });
  const id = await patch('Install');
  const answer = await reaches(id, 'Success');
  assert.deepEqual(answer.machines, [{ instanceId: instance, name: 'web-1', status: 'Success', details: 'Success' }]);
  assert.deepEqual([answer.document, answer.comment], ['AWS-RunPatchBaseline', 'wakepatch some-execution 1']);
  assert.deepEqual(answer.parameters.find(({ name }) => name === 'Operation')?.values, ['Install']);

  const told = await commandMachine.read(context, { id, instance });
  assert.deepEqual(
    told.changes.find(({ name }) => name.startsWith('openssl')),
    { name: 'openssl:amd64', from: '3.0.15-1~deb12u1', to: '3.0.17-1~deb12u2' },
  );
  assert.equal(told.result?.baselineName, 'AWS-DebianDefaultPatchBaseline');
  assert.equal(told.result?.operation, 'Install');
  assert.match(told.result?.snapshotId ?? '', /^[0-9a-f-]{36}$/);
  const counted = Object.fromEntries(told.result!.counts.map(({ name, count }) => [name, count]));
  assert.deepEqual([counted.missing, counted.failed], [0, 0]);
  assert.equal(counted.installed! + counted['waiting for a reboot']!, told.changes.length);
  assert.deepEqual(
    told.result!.attention.map(({ state }) => state).filter((state) => state !== 'InstalledPendingReboot'),
    [],
  );
  assert.equal(told.summary.find(({ name }) => name === 'OperationType')?.value, 'Install');

  await reaches(await patch('Scan'), 'Success');
  const later = await commandMachine.read(context, { id, instance });
  assert.equal(later.result, undefined, 'the record is that of the later operation');
  assert.equal(later.summary.find(({ name }) => name === 'BaselineName')?.value, 'AWS-DebianDefaultPatchBaseline');
});

test('what a command printed is told step by step, long output in part, and whether more of it was lost', async (t) => {
  const { context, machine, reaches, shell } = await open(t);
  const instance = await machine('web-1');
  const line = 'x'.repeat(99);
  const id = await shell(
    [instance],
    `i=0; while [ $i -lt 300 ]; do echo ${line}; i=$((i+1)); done`,
    'echo no >&2',
    'exit 3',
  );
  await reaches(id, 'Failed');
  const { steps, changes, result, check } = await commandMachine.read(context, { id, instance });
  const [step] = steps;
  assert.deepEqual([step?.status, step?.responseCode, step?.stderr.text.split('\n')[0]], ['Failed', 3, 'no']);
  assert.deepEqual([step?.stdout.text.length, step?.stdout.length, step?.stdout.isTruncated], [4000, 24_000, true]);
  assert.equal(step?.stderr.isTruncated, false);
  const whole = await commandOutput.read(context, { id, instance, step: step!.name, stream: 'stdout' });
  assert.equal(whole.text.length, 24_000);
  assert.deepEqual([changes, result, check], [[], undefined, undefined]);
});

test('a command of several machines tells each, and is cancelled by an order on those that were named', async (t) => {
  const { context, machine, reaches, shell } = await open(t, 'real');
  const [first, second] = [await machine('first'), await machine('second')];
  const id = await shell([first, second], 'echo begun', 'sleep 100000');
  await until(
    'both run',
    () => command.read(context, { id }),
    ({ machines }) => machines.length === 2 && machines.every(({ status }) => status === 'InProgress'),
  );
  await cancelCommand.carryOut(context, { commandId: id, instanceIds: [first] });
  const some = await until(
    'the first is cancelled',
    () => command.read(context, { id }),
    ({ machines }) => machines.some(({ status }) => status === 'Cancelled'),
  );
  assert.deepEqual(
    new Map(some.machines.map(({ name, status }) => [name, status])),
    new Map([
      ['first', 'Cancelled'],
      ['second', 'InProgress'],
    ]),
  );
  await cancelCommand.carryOut(context, { commandId: id, instanceIds: [] });
  const all = await reaches(id, 'Cancelled');
  assert.deepEqual([all.counts.target, all.counts.completed], [2, 2]);
  assert.match((await commandMachine.read(context, { id, instance: second })).steps[0]!.stdout.text, /^begun/);
});

test('the check of a machine is told in words', async (t) => {
  const { context, machine, reaches, shell } = await open(t);
  const instance = await machine('web-1');
  const printed = [
    'boot 0f0f',
    'reboot',
    'users',
    'alice pts/0',
    'alice pts/1',
    'packages',
    'bash 5.2',
    'curl 7.88',
    'end',
  ];
  const id = await shell([instance], ...printed.map((text) => `echo '${text}'`));
  await reaches(id, 'Success');
  const { check } = await commandMachine.read(context, { id, instance });
  assert.deepEqual(check, { bootId: '0f0f', users: ['alice'], rebootPending: true, packages: 2 });
});

test('a command that there is not is said to be none', async (t) => {
  const { context } = await open(t);
  const id = '00000000-0000-0000-0000-000000000000';
  await assert.rejects(command.read(context, { id }), /There is no command 00000000/);
});
