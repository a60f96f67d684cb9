import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type MachineDriver, MachineError } from '../../machines/driver.ts';
import { eventually, find, launch, launched, openEc2, reaches } from './fixture.ts';

test('an instance is launched as pending and runs once its machine does', async (t) => {
  const { ec2, machines, published } = await openEc2(t);
  const { Instances } = await ec2.runInstances({
    ImageId: 'ami-0deb1a12a0d640001',
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
  });
  const { InstanceId: id, State, StateReason } = Instances![0]!;
  assert.deepEqual(State, { Code: 0, Name: 'pending' });
  assert.deepEqual(StateReason, { Code: 'pending', Message: 'pending' });
  const running = await reaches(ec2, id!, 'running');
  assert.equal(running.State!.Code, 16);
  assert.equal(running.StateReason, undefined);
  assert.equal(await machines.status(id!), 'running');
  assert.deepEqual(published, [`${id}=pending`, `${id}=running`]);
});

test('stopping says who did it and when, starting makes the launch time new', async (t) => {
  const { ec2, machines, published } = await openEc2(t);
  const id = await launched(ec2);
  const { StoppingInstances } = await ec2.stopInstances({ InstanceIds: [id] });
  assert.deepEqual(StoppingInstances, [
    { InstanceId: id, CurrentState: { Code: 64, Name: 'stopping' }, PreviousState: { Code: 16, Name: 'running' } },
  ]);
  const stopped = await reaches(ec2, id, 'stopped');
  assert.equal(await machines.status(id), 'stopped');
  assert.deepEqual(stopped.StateReason, {
    Code: 'Client.UserInitiatedShutdown',
    Message: 'Client.UserInitiatedShutdown: User initiated shutdown',
  });
  assert.match(stopped.StateTransitionReason!, /^User initiated \(2026-01-01 \d\d:\d\d:\d\d GMT\)$/);

  const { StartingInstances } = await ec2.startInstances({ InstanceIds: [id] });
  assert.deepEqual(StartingInstances![0]!.CurrentState, { Code: 0, Name: 'pending' });
  const again = await reaches(ec2, id, 'running');
  assert.equal(await machines.status(id), 'running');
  assert.equal(again.StateTransitionReason, '');
  assert.ok(again.LaunchTime! >= stopped.LaunchTime!);
  assert.deepEqual(
    published.slice(2),
    ['stopping', 'stopped', 'pending', 'running'].map((state) => `${id}=${state}`),
  );
});

test('starting what runs and stopping what is stopped succeed and change nothing', async (t) => {
  const { ec2, published } = await openEc2(t);
  const id = await launched(ec2);
  const running = { Code: 16, Name: 'running' };
  assert.deepEqual((await ec2.startInstances({ InstanceIds: [id] })).StartingInstances, [
    { InstanceId: id, CurrentState: running, PreviousState: running },
  ]);
  await ec2.stopInstances({ InstanceIds: [id] });
  await reaches(ec2, id, 'stopped');
  const before = published.length;
  const stopped = { Code: 80, Name: 'stopped' };
  assert.deepEqual((await ec2.stopInstances({ InstanceIds: [id] })).StoppingInstances, [
    { InstanceId: id, CurrentState: stopped, PreviousState: stopped },
  ]);
  assert.equal(published.length, before);
});

test('an instance that is stopping cannot be started, and one whose first start is under way cannot be stopped', async (t) => {
  let gate = Promise.withResolvers<void>();
  const { ec2, machines } = await openEc2(t, {
    faults: {
      start: async (id) => {
        await gate.promise;
        await machines.start(id);
      },
      stop: async (id) => {
        await gate.promise;
        await machines.stop(id);
      },
    },
  });
  const id = await launch(ec2);
  await assert.rejects(ec2.stopInstances({ InstanceIds: [id] }), {
    name: 'IncorrectInstanceState',
    message: `Instance '${id}' cannot be stopped as it has never reached the 'running' state.`,
  });
  gate.resolve();
  await reaches(ec2, id, 'running');

  gate = Promise.withResolvers();
  await ec2.stopInstances({ InstanceIds: [id] });
  await assert.rejects(ec2.startInstances({ InstanceIds: [id] }), {
    name: 'IncorrectInstanceState',
    message: `The instance '${id}' is not in a state from which it can be started.`,
  });
  gate.resolve();
  await reaches(ec2, id, 'stopped');
});

test('a stop that comes while a start is under way is done after it', async (t) => {
  const done: string[] = [];
  const faults: Partial<MachineDriver> = {};
  const { ec2, machines, published } = await openEc2(t, { faults });
  const id = await launched(ec2);
  await ec2.stopInstances({ InstanceIds: [id] });
  await reaches(ec2, id, 'stopped');
  const gate = Promise.withResolvers<void>();
  faults.start = async (machine) => {
    await gate.promise;
    await machines.start(machine);
    done.push('started');
  };
  faults.stop = async (machine) => {
    await machines.stop(machine);
    done.push('stopped');
  };
  await ec2.startInstances({ InstanceIds: [id] });
  await ec2.stopInstances({ InstanceIds: [id] });
  gate.resolve();
  await reaches(ec2, id, 'stopped');
  assert.deepEqual(done, ['started', 'stopped']);
  assert.deepEqual(
    published.slice(-3),
    ['pending', 'stopping', 'stopped'].map((state) => `${id}=${state}`),
  );
});

test('a start without a machine behind it ends the instance', async (t) => {
  const { ec2, machines } = await openEc2(t, { time: 'real' });
  const id = await launched(ec2);
  await ec2.stopInstances({ InstanceIds: [id] });
  await reaches(ec2, id, 'stopped');
  await machines.destroy(id);
  await ec2.startInstances({ InstanceIds: [id] });
  const gone = await reaches(ec2, id, 'terminated');
  assert.match(gone.StateReason!.Message!, /^Server\.InternalError: There is no machine/);
});

test('a start that fails half way leaves no machine running', async (t) => {
  const faults: Partial<MachineDriver> = {};
  const { ec2, machines } = await openEc2(t, { faults });
  const id = await launched(ec2);
  await ec2.stopInstances({ InstanceIds: [id] });
  await reaches(ec2, id, 'stopped');
  faults.start = async (machine) => {
    await machines.start(machine);
    throw new MachineError('StartFailed', 'The volume cannot be decrypted. Allow the use of its key.');
  };
  await ec2.startInstances({ InstanceIds: [id] });
  const stopped = await reaches(ec2, id, 'stopped');
  assert.deepEqual(stopped.StateReason, {
    Code: 'Server.InternalError',
    Message: 'Server.InternalError: The volume cannot be decrypted. Allow the use of its key.',
  });
  assert.equal(await machines.status(id), 'stopped');
});

test('an image that cannot be built ends the launch, with the cause', async (t) => {
  const { ec2, machines } = await openEc2(t, {
    time: 'real',
    faults: {
      prepareImage: async () => {
        throw new MachineError('ImageBuildFailed', 'No mirror answers. Check the network.');
      },
    },
  });
  const id = await launch(ec2);
  const terminated = await reaches(ec2, id, 'terminated');
  assert.equal(terminated.StateReason!.Message, 'Server.InternalError: No mirror answers. Check the network.');
  assert.deepEqual(await machines.list(), []);
});

test('a launch whose machine does not start leaves no machine behind', async (t) => {
  const { ec2, machines } = await openEc2(t, {
    time: 'real',
    faults: {
      start: async () => {
        throw new MachineError('StartFailed', 'Out of memory. Stop another machine.');
      },
    },
  });
  const id = await launch(ec2);
  const terminated = await reaches(ec2, id, 'terminated');
  assert.equal(terminated.StateReason!.Message, 'Server.InternalError: Out of memory. Stop another machine.');
  await eventually(
    () => machines.list(),
    (list) => list.length === 0,
  );
});

test('an instance that waits for its image can be terminated meanwhile', async (t) => {
  const built = Promise.withResolvers<void>();
  const { ec2, machines, lines } = await openEc2(t, {
    time: 'real',
    faults: {
      prepareImage: async (progress) => {
        progress('Unpacking Debian 12');
        await built.promise;
        return machines.prepareImage(() => {});
      },
    },
  });
  const first = await launch(ec2);
  const second = await launch(ec2);
  await ec2.terminateInstances({ InstanceIds: [first] });
  await reaches(ec2, first, 'terminated');
  built.resolve();
  await reaches(ec2, second, 'running');
  assert.deepEqual(await machines.list(), [second]);
  assert.ok(lines.includes('Unpacking Debian 12'));
});

test('a terminated instance takes its machine with it, is shown for an hour, and is then unknown', async (t) => {
  const { ec2, machines } = await openEc2(t);
  const id = await launched(ec2);
  const { TerminatingInstances } = await ec2.terminateInstances({ InstanceIds: [id] });
  assert.deepEqual(TerminatingInstances![0]!.CurrentState, { Code: 32, Name: 'shutting-down' });
  await eventually(
    () => machines.list(),
    (list) => list.length === 0,
  );
  // Nothing else is left to do: simulated time goes on to the next timer, an hour later.
  await assert.rejects(
    eventually(
      () => find(ec2, id),
      () => false,
    ),
    {
      name: 'InvalidInstanceID.NotFound',
      message: `The instance ID '${id}' does not exist`,
    },
  );
});

test('a reboot gives the machine a new boot, once, and keeps the instance running', async (t) => {
  const { ec2, machines, published } = await openEc2(t);
  const id = await launched(ec2);
  const boot = await machines.bootId(id);
  await ec2.rebootInstances({ InstanceIds: [id] });
  const next = await eventually(
    () => machines.bootId(id),
    (now) => now !== undefined && now !== boot,
  );
  assert.equal((await find(ec2, id)).State!.Name, 'running');
  await ec2.stopInstances({ InstanceIds: [id] });
  await reaches(ec2, id, 'stopped');
  await assert.rejects(ec2.rebootInstances({ InstanceIds: [id] }), { name: 'IncorrectInstanceState' });
  assert.notEqual(next, boot);
  assert.deepEqual(published.slice(2), [`${id}=stopping`, `${id}=stopped`]);
});
