import assert from 'node:assert/strict';
import { afterEach, describe, mock, test } from 'node:test';
import { EC2Client } from '@aws-sdk/client-ec2';
import { SSMClient } from '@aws-sdk/client-ssm';
import { described, instanceId } from '../testing/maintenance.ts';
import { script, serviceError } from '../testing/scripted-client.ts';
import { handler } from './instance-poller.ts';

const launchTime = new Date('2030-01-31T02:00:01Z');
const wait = {
  instanceId,
  since: '2030-01-31T02:00:00.000Z',
  now: '2030-01-31T02:00:45.000Z',
  limitSeconds: 900,
  intervalSeconds: 15,
};

/** One look of a wait, reduced to whether the wait is over. */
const isDone = async (event: Parameters<typeof handler>[0]) => {
  const answer = await handler(event);
  return 'done' in answer && answer.done;
};

const instance = (state: string, more: object = {}, check = 'ok') => ({
  DescribeInstances: described(state, { LaunchTime: launchTime, ...more }),
  DescribeInstanceStatus: {
    InstanceStatuses: [{ InstanceStatus: { Status: check }, SystemStatus: { Status: 'ok' } }],
  },
});
const agent = (lastPing: string, more: object = {}) => ({
  DescribeInstanceInformation: {
    InstanceInformationList: [
      {
        InstanceId: instanceId,
        PingStatus: 'Online',
        LastPingDateTime: new Date(`2030-01-31T${lastPing}Z`),
        AgentVersion: '3.3.1',
        ...more,
      },
    ],
  },
});

describe('InstancePoller', () => {
  afterEach(() => mock.restoreAll());

  describe('at the first look', () => {
    test('says in which state the instance was found', async () => {
      const calls = script(EC2Client, instance('stopping'));
      assert.deepEqual(await handler({ instanceId }), { instanceId, state: 'stopping', foundState: 'stopped' });
      assert.deepEqual(calls, [{ operation: 'DescribeInstances', input: { InstanceIds: [instanceId] } }]);
    });

    test('fails if the instance is gone', async () => {
      script(EC2Client, instance('terminated'));
      await assert.rejects(handler({ instanceId }), {
        name: 'InstanceTerminated',
        message: `${instanceId}: it is terminated`,
      });
    });

    test('fails if EC2 answers with no instance, or with others', async () => {
      for (const answer of [{}, { Reservations: [{ Instances: [{ InstanceId: 'i-0fedcba9876543210' }] }] }]) {
        script(EC2Client, { DescribeInstances: answer });
        await assert.rejects(handler({ instanceId }), { name: 'InstanceNotFound' });
      }
    });

    test('passes on the error of EC2 under its name', async () => {
      script(EC2Client, { DescribeInstances: serviceError('InvalidInstanceID.NotFound') });
      await assert.rejects(handler({ instanceId }), { name: 'InvalidInstanceID.NotFound' });
    });
  });

  describe('waiting until Ready', () => {
    test('is done once the instance runs and its agent has reported since this start', async () => {
      script(EC2Client, instance('running'));
      const calls = script(SSMClient, agent('02:00:40'));
      assert.deepEqual(await handler({ ...wait, until: 'Ready' }), {
        instanceId,
        state: 'running',
        done: true,
        waitSeconds: 0,
        launchTime: launchTime.toISOString(),
        agentVersion: '3.3.1',
      });
      assert.deepEqual(calls[0]?.input, { Filters: [{ Key: 'InstanceIds', Values: [instanceId] }] });
    });

    test('says why not yet, and when to look again', async () => {
      script(EC2Client, instance('running'));
      script(SSMClient, { DescribeInstanceInformation: { InstanceInformationList: [] } });
      assert.deepEqual(await handler({ ...wait, until: 'Ready' }), {
        instanceId,
        state: 'running',
        done: false,
        waitSeconds: 25,
        because: 'it runs, but has no agent that Systems Manager knows',
        launchTime: launchTime.toISOString(),
        agentVersion: undefined,
      });
    });

    test('waits for the status checks', async () => {
      script(EC2Client, instance('running', {}, 'initializing'));
      script(SSMClient, agent('02:00:40'));
      assert.equal(await isDone({ ...wait, until: 'Ready' }), false);
      script(EC2Client, { ...instance('running'), DescribeInstanceStatus: { InstanceStatuses: [] } });
      assert.equal(await isDone({ ...wait, until: 'Ready' }), false);
    });

    test('looks twice at an agent that is not of the latest version', async () => {
      script(EC2Client, instance('running'));
      script(SSMClient, agent('02:00:40', { IsLatestVersion: false }));
      assert.equal(await isDone({ ...wait, until: 'Ready', agentVersion: '' }), false);
      assert.equal(await isDone({ ...wait, until: 'Ready', agentVersion: '3.3.1' }), true);
    });

    test('tells no version of the agent from before this start', async () => {
      script(EC2Client, instance('running'));
      script(SSMClient, agent('01:59:00'));
      const answer = await handler({ ...wait, until: 'Ready' });
      assert.ok('agentVersion' in answer && answer.agentVersion === undefined);
    });

    test('wants to hear of the agent since the reboot, if there was one', async () => {
      script(EC2Client, instance('running'));
      script(SSMClient, agent('02:00:40'));
      assert.equal(await isDone({ ...wait, until: 'Ready', rebootedAt: '2030-01-31T02:00:40.500Z' }), false);
      assert.equal(await isDone({ ...wait, until: 'Ready', rebootedAt: '2030-01-31T02:00:39.500Z' }), true);
    });

    test('does not look at what could not be started yet', async () => {
      const calls = script(EC2Client, {});
      assert.deepEqual(await handler({ ...wait, until: 'Ready', started: false }), { instanceId, ready: false });
      assert.deepEqual(calls, []);
    });

    test('does not take the agent of another instance for this one’s', async () => {
      script(EC2Client, instance('running'));
      script(SSMClient, {
        DescribeInstanceInformation: {
          InstanceInformationList: [
            { InstanceId: 'i-0fedcba9876543210', PingStatus: 'Online', LastPingDateTime: launchTime },
          ],
        },
      });
      assert.equal(await isDone({ ...wait, until: 'Ready' }), false);
    });

    test('fails with EC2’s reason when the start falls back', async () => {
      script(
        EC2Client,
        instance('stopped', {
          StateReason: { Code: 'Server.InternalError', Message: 'Server.InternalError: Internal error on launch' },
        }),
      );
      script(SSMClient, agent('01:00:00'));
      await assert.rejects(handler({ ...wait, until: 'Ready' }), {
        name: 'StartFellBack',
        message: `${instanceId}: it was started, but is stopped: Server.InternalError: Internal error on launch`,
      });
    });

    test('fails as KeyUnusable when the key of a volume may not be used', async () => {
      const StateReason = { Code: 'Client.InternalError', Message: 'Client.InternalError: Client error on launch' };
      script(EC2Client, instance('stopped', { StateReason }));
      script(SSMClient, agent('01:00:00'));
      await assert.rejects(handler({ ...wait, until: 'Ready' }), { name: 'KeyUnusable' });
    });

    test('fails at the limit', async () => {
      script(EC2Client, instance('running'));
      script(SSMClient, agent('01:00:00'));
      await assert.rejects(handler({ ...wait, until: 'Ready', now: '2030-01-31T02:15:00.000Z' }), {
        name: 'InstanceNotReady',
      });
    });
  });

  describe('waiting until Stopped', () => {
    test('asks EC2 alone', async () => {
      script(EC2Client, instance('stopping'));
      const calls = script(SSMClient, {});
      assert.equal(await isDone({ ...wait, until: 'Stopped' }), false);
      script(EC2Client, instance('stopped'));
      assert.equal(await isDone({ ...wait, until: 'Stopped' }), true);
      assert.deepEqual(calls, []);
    });
  });

  test('refuses a wait that could not end', async () => {
    script(EC2Client, instance('running'));
    for (const bad of [{ limitSeconds: undefined }, { since: 'soon' }, { now: undefined }, { until: 'Rebooted' }]) {
      await assert.rejects(handler({ ...wait, until: 'Ready', ...bad } as never), { name: 'InvalidEvent' });
    }
  });
});
