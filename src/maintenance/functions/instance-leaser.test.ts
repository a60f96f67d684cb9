import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { EC2Client } from '@aws-sdk/client-ec2';
import { SSMClient } from '@aws-sdk/client-ssm';
import { beginning, described, instanceId, leaseOf } from '../testing/maintenance.ts';
import { type Call, script, serviceError } from '../testing/scripted-client.ts';
import { simulateEvidence } from '../testing/simulated-evidence.ts';
import { handler } from './instance-leaser.ts';

type Tag = { Key: string; Value?: string };

/** An instance behind the client, with tags that can be written. */
function account(instance: { State?: string; Tags?: Tag[] } & Record<string, unknown> = {}, stopProtected = false) {
  const { State = 'stopped', Tags = [], ...more } = instance;
  const tags = new Map(Tags.map(({ Key, Value }) => [Key, Value]));
  const asTags = () => [...tags].map(([Key, Value]) => ({ Key, Value }));
  const calls = script(EC2Client, {
    DescribeInstances: () => described(State, { ...more, Tags: asTags() }),
    DescribeInstanceAttribute: { DisableApiStop: { Value: stopProtected } },
    CreateTags: ({ Tags }: { Tags: Tag[] }) => {
      for (const { Key, Value } of Tags) tags.set(Key, Value);
      return {};
    },
    DeleteTags: ({ Tags }: { Tags: Tag[] }) => {
      for (const { Key } of Tags) tags.delete(Key);
      return {};
    },
  });
  return { tags, calls };
}
const operations = (calls: Call[]) => calls.map(({ operation }) => operation);
const writes = (calls: Call[]) => operations(calls).filter((operation) => !operation.startsWith('Describe'));

describe('InstanceLeaser', () => {
  let evidence: ReturnType<typeof simulateEvidence>;
  beforeEach(() => {
    evidence = simulateEvidence();
  });
  afterEach(() => mock.restoreAll());

  describe('admits an instance', () => {
    test('with a lease of this execution, which says how it was found and until when', async () => {
      const { tags } = account({
        Tags: [
          { Key: 'Name', Value: 'web' },
          { Key: 'wakepatch:timing', Value: '40 600 20' },
        ],
      });
      const answer = await handler(beginning);
      assert.deepEqual(answer, {
        ...beginning,
        name: 'web',
        rootVolumeId: undefined,
        admitted: true,
        foundState: 'stopped',
        bootSeconds: 40,
        patchSeconds: 600,
        stopSeconds: 20,
        looks: { boot: [39], patch: [100, 588], stop: [19] },
      });
      assert.equal(tags.get('wakepatch:lease:mine'), 'stopped 2030-01-31T04:00:00.000Z');
    });

    test('that was never measured, and is looked at when others of the fleet are done', async () => {
      account({});
      const typical = { bootSeconds: 40, patchSeconds: 600, stopSeconds: 20 };
      const { looks, patchSeconds } = await handler({ ...beginning, typical });
      assert.deepEqual(looks, { boot: [40], patch: [100, 300, 582, 600], stop: [20] });
      assert.equal(patchSeconds, 0);
    });

    test('that was found running', async () => {
      const { tags } = account({ State: 'running' });
      assert.equal((await handler(beginning)).foundState, 'running');
      assert.equal(tags.get('wakepatch:lease:mine'), 'running 2030-01-31T04:00:00.000Z');
    });

    test('and knows its root volume, for the snapshot', async () => {
      account({
        RootDeviceName: '/dev/xvda',
        BlockDeviceMappings: [
          { DeviceName: '/dev/sdb', Ebs: { VolumeId: 'vol-data' } },
          { DeviceName: '/dev/xvda', Ebs: { VolumeId: 'vol-root' } },
        ],
      });
      assert.equal((await handler(beginning)).rootVolumeId, 'vol-root');
    });

    test('once more when it is asked again: the first answer may have been lost', async () => {
      const { tags } = account();
      await handler(beginning);
      assert.equal((await handler(beginning)).admitted, true);
      assert.equal(tags.size, 1);
    });

    test('and tells at once what stands in the report if nothing more is heard of it', async () => {
      account();
      await handler(beginning);
      const { outcome, reason, foundState } = evidence.json(`runs/2030-01-31/mine/instances/${instanceId}.json`);
      assert.deepEqual([outcome, reason, foundState], ['LeftAwake', 'Unfinished', 'stopped']);
    });

    test('that was left awake by a run that died: it takes the expired lease away, and what that tells over', async () => {
      const { tags } = account({ State: 'running', Tags: [leaseOf('dead', 'stopped', '2030-01-30T04:00:00.000Z')] });
      assert.equal((await handler(beginning)).foundState, 'stopped');
      assert.deepEqual([...tags], [['wakepatch:lease:mine', 'stopped 2030-01-31T04:00:00.000Z']]);
    });
  });

  describe('passes over an instance, without writing anything', () => {
    const cases: [string, Parameters<typeof account>, object][] = [
      ['Terminated', [{ State: 'terminated' }], {}],
      ['Leased', [{ Tags: [leaseOf('other')] }], {}],
      ['Held', [{ Tags: [{ Key: 'wakepatch:hold', Value: '2030-02-01' }] }], {}],
      ['InAutoScalingGroup', [{ Tags: [{ Key: 'aws:autoscaling:groupName', Value: 'web' }] }], {}],
      ['Hibernated', [{ StateReason: { Code: 'Client.UserInitiatedHibernate' } }], {}],
      ['CannotBeStopped', [{ InstanceLifecycle: 'spot' }], {}],
      ['CannotBeStopped', [{ RootDeviceType: 'instance-store' }], {}],
      ['StopProtected', [{}, true], {}],
      ['NotEnoughTime', [{}], { now: '2030-01-31T03:00:00.000Z' }],
    ];
    for (const [reason, [instance, stopProtected], given] of cases)
      test(`${reason}: ${JSON.stringify(stopProtected ?? instance)}`, async () => {
        const { calls } = account(instance, stopProtected);
        const answer = await handler({ ...beginning, ...given });
        assert.deepEqual([answer.admitted, answer.reason], [false, reason]);
        assert.ok('because' in answer && answer.because);
        assert.deepEqual([writes(calls), evidence.objects.size], [[], 0]);
      });

    test('RunStopped: more of its run have failed than that tolerates', async () => {
      const { calls } = account();
      const inRun = { ...beginning, run: 'runs/2030-01-31/fleet', maxErrors: 1 };
      evidence.objects.set('runs/2030-01-31/fleet/failures/i-1', '');
      assert.equal((await handler(inRun)).admitted, true);
      evidence.objects.set('runs/2030-01-31/fleet/failures/i-2', '');
      calls.length = 0;
      const answer = await handler(inRun);
      assert.deepEqual([answer.admitted, answer.reason], [false, 'RunStopped']);
      assert.deepEqual(writes(calls), []);
    });
  });

  describe('knows the end of the window', () => {
    const { end: _, ...open } = beginning;

    test('as it is given', async () => {
      account();
      assert.equal((await handler({ ...open, end: '2030-01-31T05:00:00Z' })).end, '2030-01-31T05:00:00.000Z');
    });

    test('from the window that opened', async () => {
      account();
      const calls = script(SSMClient, {
        GetMaintenanceWindowExecution: { StartTime: new Date('2030-01-31T02:00:00Z') },
      });
      assert.equal((await handler({ ...open, windowExecutionId: 'opening' })).end, '2030-01-31T04:00:00.000Z');
      assert.deepEqual(calls[0]?.input, { WindowExecutionId: 'opening' });
    });

    test('as if one had opened now, without one', async () => {
      account();
      assert.equal((await handler(open)).end, '2030-01-31T04:29:50.000Z');
    });
  });

  test('throws what EC2 throws, and InstanceNotFound for an instance that there is not', async () => {
    script(EC2Client, { DescribeInstances: serviceError('RequestLimitExceeded') });
    await assert.rejects(handler(beginning), { name: 'RequestLimitExceeded' });
    script(EC2Client, { DescribeInstances: {} });
    await assert.rejects(handler(beginning), { name: 'InstanceNotFound' });
  });

  test('refuses what it does not understand, before any call', async () => {
    const { calls } = account();
    for (const bad of [{ instanceId: '*' }, { now: 'soon' }, { end: 'soon' }, { afterPatching: 'Stop' }])
      await assert.rejects(handler({ ...beginning, ...bad } as never), { name: 'InvalidEvent' });
    assert.deepEqual(calls, []);
  });
});
