import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeRole } from '../../../../../test/roles.ts';
import { type MachineDriver, MachineError } from '../../../machines/driver.ts';
import { ended, launch, openSsm } from '../fixture.ts';
import { systemsManager } from '../fleet.ts';

const document = 'AWS-RunShellScript';

test('a shell script runs on the machine, and its output and exit code come back', async (t) => {
  const region = await openSsm(t);
  const id = await region.managed();
  const ok = await region.shell(id, 'echo hello', 'hostname');
  assert.equal(ok.Status, 'Success');
  assert.equal(ok.StatusDetails, 'Success');
  assert.equal(ok.ResponseCode, 0);
  assert.equal(ok.PluginName, 'aws:runShellScript');
  assert.equal(ok.StandardOutputContent, `hello\n${id}\n`);
  assert.match(ok.ExecutionElapsedTime!, /^PT/);

  const bad = await region.shell(id, 'cat /nowhere');
  assert.equal(bad.Status, 'Failed');
  assert.equal(bad.ResponseCode, 1);
  assert.match(
    bad.StandardErrorContent!,
    /^cat: \/nowhere: No such file or directory\n.*failed to run commands: exit status 1$/,
  );
});

test('directly after SendCommand its invocation is not yet to be seen', async (t) => {
  const region = await openSsm(t, { time: 'real' });
  const id = await region.managed();
  const { Command } = await region.clients.ssm.sendCommand({
    InstanceIds: [id],
    DocumentName: document,
    Parameters: { commands: ['true'] },
  });
  const CommandId = Command!.CommandId!;
  assert.equal(Command!.Status, 'Pending');
  assert.equal(Command!.TargetCount, 1);
  await assert.rejects(region.clients.ssm.getCommandInvocation({ CommandId, InstanceId: id }), {
    name: 'InvocationDoesNotExist',
  });
  assert.equal((await ended(region, CommandId, id)).Status, 'Success');
});

test('what is not connected gets no command', async (t) => {
  const region = await openSsm(t);
  const { ec2, ssm } = region.clients;
  const id = await region.managed();
  const unmanaged = await launch(region, {});
  const send = (InstanceIds: string[]) =>
    ssm.sendCommand({ InstanceIds, DocumentName: document, Parameters: { commands: ['true'] } });
  const refusal = (ids: string) => ({
    name: 'InvalidInstanceId',
    message: `Instances [[${ids}]] not in a valid state for account 123456789012`,
  });
  await assert.rejects(send([unmanaged]), refusal(unmanaged));
  await ec2.stopInstances({ InstanceIds: [id] });
  await assert.rejects(send([id]), refusal(id));
  await assert.rejects(send(['i-0123456789abcdef0']), refusal('i-0123456789abcdef0'));
  assert.deepEqual((await ssm.listCommands({})).Commands, []);
});

test('targets by tag are the connected instances that have it; none is a success that says so', async (t) => {
  const region = await openSsm(t);
  const { ssm } = region.clients;
  const tagged = (value: string) => ({
    TagSpecifications: [{ ResourceType: 'instance' as const, Tags: [{ Key: 'Team', Value: value }] }],
  });
  const wanted = await region.managed(tagged('payments'));
  await region.managed(tagged('search'));
  const send = (value: string) =>
    ssm.sendCommand({
      Targets: [{ Key: 'tag:Team', Values: [value] }],
      DocumentName: document,
      Parameters: { commands: ['true'] },
    });

  const { Command } = await send('payments');
  assert.equal((await ended(region, Command!.CommandId!, wanted)).Status, 'Success');
  const { CommandInvocations } = await ssm.listCommandInvocations({ CommandId: Command!.CommandId! });
  assert.deepEqual(
    CommandInvocations!.map(({ InstanceId }) => InstanceId),
    [wanted],
  );

  const none = (await send('nobody')).Command!;
  assert.equal(none.Status, 'Success');
  assert.equal(none.StatusDetails, 'NoInstancesInTag');
});

test('a command that is not what the document takes is refused', async (t) => {
  const region = await openSsm(t);
  const { ssm } = region.clients;
  const id = await region.managed();
  const send = (DocumentName: string, Parameters: Record<string, string[]>, more: object = {}) =>
    ssm.sendCommand({ InstanceIds: [id], DocumentName, Parameters, ...more });
  const patch = 'AWS-RunPatchBaseline';
  await assert.rejects(send('AWS-Nothing', {}), {
    name: 'InvalidDocument',
    message: 'Document with name AWS-Nothing does not exist.',
  });
  await assert.rejects(send(document, {}), { name: 'InvalidParameters', message: /"commands" requires a value/ });
  await assert.rejects(send(document, { commands: ['true'], shell: ['zsh'] }), {
    name: 'InvalidParameters',
    message: /"shell"/,
  });
  await assert.rejects(send(document, { commands: ['true'], executionTimeout: ['soon'] }), {
    name: 'InvalidParameters',
  });
  await assert.rejects(send(patch, { Operation: ['Foo'] }), {
    name: 'InvalidParameters',
    message: 'Parameter "Operation" has value "Foo" not found in [Scan, Install].',
  });
  await assert.rejects(send(patch, { Operation: ['Scan'], BaselineOverride: ['s3://bucket/baseline.json'] }), {
    name: 'NotImplemented',
    message: /BaselineOverride of AWS-RunPatchBaseline/,
  });
  await assert.rejects(send(document, { commands: ['true'] }, { TimeoutSeconds: 29 }), { name: 'ValidationException' });
  await assert.rejects(send(document, { commands: ['true'] }, { OutputS3BucketName: 'bucket' }), {
    message: /OutputS3BucketName/,
  });
  await assert.rejects(
    send(document, { commands: ['true'] }, { ServiceRoleArn: 'arn:aws:iam::123456789012:role/Notify' }),
    {
      message: /ServiceRoleArn/,
    },
  );
});

test('a script that runs for too long is killed, and what it had printed is kept', async (t) => {
  const region = await openSsm(t);
  const id = await region.managed();
  const invocation = await region.run(id, {
    DocumentName: document,
    Parameters: { commands: ['echo begun', 'sleep 100'], executionTimeout: ['60'] },
  });
  assert.equal(invocation.Status, 'TimedOut');
  assert.equal(invocation.StatusDetails, 'ExecutionTimedOut');
  assert.equal(invocation.StandardOutputContent, 'begun\n');
  const { Commands } = await region.clients.ssm.listCommands({ CommandId: invocation.CommandId! });
  assert.equal(Commands![0]!.StatusDetails, 'ExecutionTimedOut');
});

test('a script that ends with 194 is run again after a reboot, until it ends otherwise', async (t) => {
  const runs: string[] = [];
  const faults: Partial<MachineDriver> = {};
  const region = await openSsm(t, { faults });
  const id = await region.managed();
  faults.exec = async (machine, command, signal) => {
    if (!command.argv.includes('exit 194')) return region.machines.exec(machine, command, signal);
    runs.push((await region.machines.bootId(machine))!);
    return { exitCode: runs.length < 3 ? 194 : 0, stdout: `run ${runs.length}\n`, stderr: '' };
  };
  const invocation = await region.shell(id, 'exit 194');
  assert.equal(invocation.Status, 'Success');
  assert.equal(invocation.StandardOutputContent, 'run 1\nrun 2\nrun 3\n');
  assert.equal(new Set(runs).size, 3, 'each run is in a boot of its own');
});

test('a machine that goes down under a command makes it fail, and says so', async (t) => {
  const faults: Partial<MachineDriver> = {};
  const region = await openSsm(t, { faults });
  const id = await region.managed();
  faults.exec = async (machine) => {
    await region.clients.ec2.stopInstances({ InstanceIds: [machine] });
    throw new MachineError('CommandLost', 'It went down.');
  };
  const invocation = await region.shell(id, 'true');
  assert.equal(invocation.Status, 'Failed');
  assert.match(invocation.StandardErrorContent!, /machine went down while step script\.0 was running/);
});

test('a command that waits for the agent is delivered once it is back, or times out undelivered', async (t) => {
  const faults: Partial<MachineDriver> = {};
  const region = await openSsm(t, { faults });
  const { ec2, ssm } = region.clients;
  const first = await region.managed();
  const second = await region.managed();
  // One at a time: the second has to wait while the first runs, and is stopped meanwhile.
  const gate = Promise.withResolvers<void>();
  faults.exec = async (machine, command, signal) => {
    if (command.argv.includes('wait')) await gate.promise;
    return region.machines.exec(machine, command, signal);
  };
  const { Command } = await ssm.sendCommand({
    InstanceIds: [first, second],
    DocumentName: document,
    Parameters: { commands: ['wait'] },
    MaxConcurrency: '1',
    MaxErrors: '1',
    TimeoutSeconds: 30,
  });
  const [later] = [first, second].sort().slice(1);
  await ec2.stopInstances({ InstanceIds: [later!] });
  gate.resolve();
  const invocation = await ended(region, Command!.CommandId!, later!);
  assert.equal(invocation.Status, 'TimedOut');
  assert.equal(invocation.StatusDetails, 'DeliveryTimedOut');
});

test('after more than MaxErrors have failed, the other targets are left alone', async (t) => {
  const region = await openSsm(t);
  const { ssm } = region.clients;
  const ids = [await region.managed(), await region.managed(), await region.managed()].sort();
  const { Command } = await ssm.sendCommand({
    InstanceIds: ids,
    DocumentName: document,
    Parameters: { commands: ['false'] },
    MaxConcurrency: '1',
    MaxErrors: '1',
  });
  await ended(region, Command!.CommandId!, ids[2]!);
  const { CommandInvocations } = await ssm.listCommandInvocations({ CommandId: Command!.CommandId! });
  assert.deepEqual(
    CommandInvocations!.map(({ StatusDetails }) => StatusDetails),
    ['Failed', 'Failed', 'Terminated'],
  );
  const { Commands } = await ssm.listCommands({ CommandId: Command!.CommandId! });
  assert.equal(Commands![0]!.Status, 'Failed');
  assert.equal(Commands![0]!.ErrorCount, 2);
  assert.equal(Commands![0]!.CompletedCount, 3);
});

test('a Region that was closed in the middle of a command goes on with it, and the machine runs it once', async (t) => {
  const faults: Partial<MachineDriver> = {};
  const region = await openSsm(t, { faults });
  const id = await region.managed();
  const begun = Promise.withResolvers<void>();
  const executed: string[] = [];
  faults.exec = async (machine, command, signal) => {
    executed.push(command.key);
    await region.machines.exec(machine, command, signal);
    begun.resolve();
    // The result is there, but the Region goes down before it is written.
    return new Promise((_, reject) => signal!.addEventListener('abort', () => reject(signal!.reason), { once: true }));
  };
  const { Command } = await region.clients.ssm.sendCommand({
    InstanceIds: [id],
    DocumentName: document,
    Parameters: { commands: ['echo once'] },
  });
  await begun.promise;
  await region.close();

  const again = await openSsm(t, { dataDir: region.dataDir });
  const invocation = await ended(again, Command!.CommandId!, id);
  assert.equal(invocation.Status, 'Success');
  assert.equal(invocation.StandardOutputContent, 'once\n');
  assert.equal(executed.length, 1);
});

test('IAM decides by document and by the tags of the instance', async (t) => {
  const region = await openSsm(t);
  const id = await region.managed();
  await makeRole(
    region.clients,
    'Sender',
    'lambda.amazonaws.com',
    { Action: 'ssm:SendCommand', Resource: 'arn:aws:ssm:us-east-1::document/AWS-RunShellScript' },
    {
      Action: 'ssm:SendCommand',
      Resource: 'arn:aws:ec2:us-east-1:123456789012:instance/*',
      Condition: { StringEquals: { 'ssm:resourceTag/Team': 'payments' } },
    },
  );
  const send = (DocumentName: string, Parameters: Record<string, string[]>) =>
    region.outside.transaction(systemsManager, (context) => {
      const sender = context.assume('arn:aws:iam::123456789012:role/Sender', 'lambda.amazonaws.com', 'test');
      return context.call('ssm', 'SendCommand', { InstanceIds: [id], DocumentName, Parameters }, sender);
    });
  assert.throws(() => send(document, { commands: ['true'] }), { code: 'AccessDeniedException' });
  await region.clients.ec2.createTags({ Resources: [id], Tags: [{ Key: 'Team', Value: 'payments' }] });
  assert.equal(send(document, { commands: ['true'] }).Command!.TargetCount, 1);
  assert.throws(() => send('AWS-RunPatchBaseline', { Operation: ['Scan'] }), { code: 'AccessDeniedException' });
});
