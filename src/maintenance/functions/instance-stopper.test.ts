import assert from 'node:assert/strict';
import { afterEach, describe, mock, test } from 'node:test';
import { EC2Client } from '@aws-sdk/client-ec2';
import { script, serviceError } from '../testing/scripted-client.ts';
import { handler } from './instance-stopper.ts';

const instanceId = 'i-0123456789abcdef0';
const found = { instanceId, foundState: 'stopped', afterPatching: 'RestoreFoundState' } as const;
const described = (state: string) => ({
  Reservations: [{ Instances: [{ InstanceId: instanceId, State: { Name: state } }] }],
});

describe('InstanceStopper', () => {
  afterEach(() => mock.restoreAll());

  test('stops an instance that was found stopped', async () => {
    const calls = script(EC2Client, {
      StopInstances: { StoppingInstances: [{ InstanceId: instanceId, CurrentState: { Name: 'stopping' } }] },
    });
    assert.deepEqual(await handler(found), { instanceId, stopping: true, state: 'stopping' });
    assert.deepEqual(calls, [{ operation: 'StopInstances', input: { InstanceIds: [instanceId] } }]);
  });

  test('leaves running what was found running, without any call', async () => {
    const calls = script(EC2Client, {});
    assert.deepEqual(await handler({ ...found, foundState: 'running' }), {
      instanceId,
      stopping: false,
      state: 'running',
    });
    assert.deepEqual(calls, []);
  });

  test('stops what was found running if that is asked for', async () => {
    script(EC2Client, { StopInstances: { StoppingInstances: [{ CurrentState: { Name: 'stopping' } }] } });
    const answer = await handler({ instanceId, foundState: 'running', afterPatching: 'AlwaysStop' });
    assert.deepEqual(answer, { instanceId, stopping: true, state: 'stopping' });
  });

  test('takes a terminated instance for put back', async () => {
    script(EC2Client, {
      StopInstances: serviceError('IncorrectInstanceState'),
      DescribeInstances: described('terminated'),
    });
    assert.deepEqual(await handler(found), { instanceId, stopping: false, state: 'terminated' });
  });

  test('fails while the instance is pending, to be called again', async () => {
    script(EC2Client, {
      StopInstances: serviceError('IncorrectInstanceState'),
      DescribeInstances: described('pending'),
    });
    await assert.rejects(handler(found), { name: 'IncorrectInstanceState' });
  });

  test('passes on any other error under its name', async () => {
    script(EC2Client, { StopInstances: serviceError('UnauthorizedOperation') });
    await assert.rejects(handler(found), { name: 'UnauthorizedOperation' });
  });

  test('refuses what it does not understand, rather than leave an instance awake', async () => {
    const calls = script(EC2Client, {});
    for (const bad of [{ foundState: undefined }, { foundState: 'hibernated' }, { afterPatching: 'Restore' }]) {
      await assert.rejects(handler({ ...found, ...bad } as never), { name: 'InvalidEvent' });
    }
    assert.deepEqual(calls, []);
  });
});
