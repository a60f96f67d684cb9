import assert from 'node:assert/strict';
import { afterEach, describe, mock, test } from 'node:test';
import { EC2Client } from '@aws-sdk/client-ec2';
import { SSMClient } from '@aws-sdk/client-ssm';
import { beginning, described, instanceId, leaseOf } from '../testing/maintenance.ts';
import { script, serviceError } from '../testing/scripted-client.ts';
import { handler } from './instance-stopper.ts';

const found = { instanceId, foundState: 'stopped', afterPatching: 'RestoreFoundState' } as const;

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

  describe('within a maintenance', () => {
    const launchTime = '2030-01-31T02:31:00.000Z';
    const event = { ...beginning, foundState: 'stopped', launchTime } as const;
    const asWoken = { LaunchTime: new Date(launchTime), Tags: [leaseOf()] };
    const account = (instance: object = {}, Sessions: object[] = []) => [
      ...[
        script(EC2Client, { DescribeInstances: described('running', { ...asWoken, ...instance }), StopInstances: {} }),
      ],
      ...[script(SSMClient, { DescribeSessions: { Sessions } })],
    ];
    const operations = (calls: { operation: string }[] | undefined) => calls?.map(({ operation }) => operation);

    test('stops what is as it was woken', async () => {
      const [ec2, ssm] = account();
      assert.equal((await handler(event)).stopping, true);
      assert.deepEqual(operations(ec2), ['DescribeInstances', 'StopInstances']);
      assert.deepEqual(ssm?.[0]?.input, { State: 'Active', Filters: [{ key: 'Target', value: instanceId }] });
    });

    const others: [string, object, object[], object, string][] = [
      ['that it lost its lease on', { Tags: [] }, [], {}, 'LeaseGone'],
      ['started anew since', { LaunchTime: new Date('2030-01-31T02:40:00Z') }, [], {}, 'StartedAnew'],
      ['that is held', { Tags: [leaseOf(), { Key: 'wakepatch:hold', Value: '2030-02-01' }] }, [], {}, 'Held'],
      [
        'with a session open',
        {},
        [{ SessionId: 's-1', Owner: 'arn:aws:iam::123456789012:user/ann' }],
        {},
        'SessionOpen',
      ],
      ['with a user logged in', {}, [], { users: ['ann'] }, 'UserLoggedIn'],
    ];
    for (const [what, instance, sessions, known, reason] of others) {
      test(`leaves on an instance ${what}, and says who has it`, async () => {
        const [ec2] = account(instance, sessions);
        const answer = await handler({ ...event, ...known });
        assert.deepEqual(operations(ec2), ['DescribeInstances']);
        assert.equal(answer.stopping, false);
        assert.ok('leftOn' in answer && answer.leftOn?.reason === reason && answer.leftOn.who);
      });
    }

    test('takes a terminated instance for put back, whoever had it', async () => {
      script(EC2Client, {
        DescribeInstances: described('terminated'),
        StopInstances: serviceError('IncorrectInstanceState'),
      });
      assert.deepEqual(await handler(event), { instanceId, stopping: false, state: 'terminated' });
    });

    test('does not even look at what was found running', async () => {
      const [ec2] = account();
      assert.equal((await handler({ ...event, foundState: 'running' })).stopping, false);
      assert.deepEqual(ec2, []);
    });
  });
});
