import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { EC2Client } from '@aws-sdk/client-ec2';
import { beginning, instanceId } from '../testing/maintenance.ts';
import { type Call, script, serviceError } from '../testing/scripted-client.ts';
import { simulateEvidence } from '../testing/simulated-evidence.ts';
import { handler } from './instance-releaser.ts';
import type { Maintenance } from './maintenance.ts';

/** A maintenance that went well. */
const patched: Maintenance = {
  ...beginning,
  admitted: true,
  foundState: 'stopped',
  bootSeconds: 99,
  patchSeconds: 999,
  stopSeconds: 9,
  startedAt: '2030-01-31T02:30:05.000Z',
  readyAt: '2030-01-31T02:31:05.000Z',
  sentAt: '2030-01-31T02:31:30.000Z',
  patchedAt: '2030-01-31T02:41:30.000Z',
  stoppingAt: '2030-01-31T02:42:00.000Z',
  stoppedAt: '2030-01-31T02:42:20.000Z',
  now: '2030-01-31T02:42:21.000Z',
  commandId: 'command-1',
  compliance: 'Clean',
  changes: [{ name: 'bash', from: '1', to: '2' }],
};
const place = 'runs/2030-01-31/mine';

/** The tags that are written, and the keys that are taken away. */
function tagsIn(calls: Call[]) {
  const of = (name: string) =>
    calls
      .filter(({ operation }) => operation === name)
      .flatMap(({ input }) => (input as { Tags: { Key: string; Value: string }[] }).Tags);
  return {
    written: Object.fromEntries(of('CreateTags').map(({ Key, Value }) => [Key, Value])),
    removed: of('DeleteTags').map(({ Key }) => Key),
  };
}

describe('InstanceReleaser', () => {
  let evidence: ReturnType<typeof simulateEvidence>;
  beforeEach(() => {
    evidence = simulateEvidence();
  });
  afterEach(() => mock.restoreAll());
  const tags = { CreateTags: {}, DeleteTags: {} };

  test('says what it came to, and how long the instance was kept awake', async () => {
    script(EC2Client, tags);
    assert.deepEqual(await handler(patched), {
      instanceId,
      outcome: 'Patched',
      reason: 'Installed',
      failed: false,
      awakeSeconds: 735,
    });
  });

  test('writes outcome, time of verification and what it took as tags, and gives the lease back', async () => {
    const calls = script(EC2Client, tags);
    await handler(patched);
    assert.deepEqual(tagsIn(calls), {
      written: {
        'wakepatch:outcome': 'Patched Installed',
        'wakepatch:verified': '2030-01-31T02:42:21.000Z',
        'wakepatch:timing': '60 600 20',
      },
      removed: ['wakepatch:lease:mine'],
    });
    assert.ok(calls.every(({ input }) => 'Resources' in input && String(input.Resources) === instanceId));
  });

  test('leaves the whole record as evidence', async () => {
    script(EC2Client, tags);
    await handler(patched);
    assert.deepEqual([...evidence.objects.keys()], [`${place}/instances/${instanceId}.json`]);
    const told = evidence.json(`${place}/instances/${instanceId}.json`);
    assert.deepEqual(told, { ...patched, outcome: 'Patched', reason: 'Installed', failed: false, awakeSeconds: 735 });
  });

  test('leaves it in the folder of the fleet’s run, where there is one', async () => {
    script(EC2Client, tags);
    await handler({ ...patched, run: 'runs/2030-01-31/fleet' });
    assert.deepEqual([...evidence.objects.keys()], [`runs/2030-01-31/fleet/instances/${instanceId}.json`]);
  });

  test('puts the outcome on the event bus, and raises no alarm', async () => {
    script(EC2Client, tags);
    await handler(patched);
    assert.deepEqual(evidence.events, [
      {
        type: 'wakepatch Instance Outcome',
        detail: { instanceId, outcome: 'Patched', reason: 'Installed', failed: false, awakeSeconds: 735, run: place },
        resources: [instanceId],
      },
    ]);
    assert.deepEqual(evidence.messages, []);
  });

  describe('of an instance that was passed over', () => {
    const skipped = {
      ...beginning,
      admitted: false,
      reason: 'NotEnoughTime',
      because: 'it takes 122 minutes',
    } as const;

    test('says why, in the tag by which it is first in line the next time', async () => {
      const calls = script(EC2Client, tags);
      const { outcome, reason, failed, awakeSeconds } = await handler(skipped);
      assert.deepEqual([outcome, reason, failed, awakeSeconds], ['Skipped', 'NotEnoughTime', false, 0]);
      assert.deepEqual(tagsIn(calls).written, { 'wakepatch:outcome': 'Skipped NotEnoughTime' });
      assert.equal(evidence.json(`${place}/instances/${instanceId}.json`).because, 'it takes 122 minutes');
    });
  });

  describe('of a maintenance that failed', () => {
    const failure = { Error: 'PatchFailed', Cause: 'exit code 1' };
    const failed: Maintenance & object = { ...patched, patchedAt: undefined, compliance: undefined, changes: [] };

    test('tells the first error, and counts it where the run looks for failures', async () => {
      const calls = script(EC2Client, tags);
      const answer = await handler({ ...failed, failure });
      assert.deepEqual([answer.outcome, answer.reason, answer.failed], ['PatchFailed', 'CommandFailed', true]);
      assert.equal(evidence.objects.get(`${place}/failures/${instanceId}`), 'CommandFailed');
      const { error, cause } = evidence.json(`${place}/instances/${instanceId}.json`);
      assert.deepEqual([error, cause], ['PatchFailed', 'exit code 1']);
      assert.deepEqual(tagsIn(calls), {
        written: { 'wakepatch:outcome': 'PatchFailed CommandFailed' },
        removed: ['wakepatch:lease:mine'],
      });
    });

    test('is a failed wake before the command was sent', async () => {
      script(EC2Client, tags);
      const event = { ...failed, sentAt: undefined, failure: { Error: 'StartFellBack', Cause: '' } };
      assert.equal((await handler(event)).outcome, 'WakeFailed');
    });

    test('does not take the instance for verified, unless its patch state is clean', async () => {
      const calls = script(EC2Client, tags);
      await handler({ ...patched, compliance: 'PatchesMissing' });
      assert.ok(!('wakepatch:verified' in tagsIn(calls).written));
      assert.equal(evidence.objects.has(`${place}/failures/${instanceId}`), true);
    });

    test('keeps what was measured before, where nothing was measured now', async () => {
      const calls = script(EC2Client, tags);
      await handler({ ...patched, readyAt: undefined, stoppedAt: undefined });
      assert.equal(tagsIn(calls).written['wakepatch:timing'], '99 600 9');
    });
  });

  describe('of an instance that could not be stopped', () => {
    const event = {
      ...patched,
      stoppedAt: undefined,
      stopFailure: { Error: 'InstanceNotStopped', Cause: 'it is stopping' },
    };

    test('is LeftAwake; the alarm was raised by the state machine before', async () => {
      script(EC2Client, tags);
      const { outcome, reason, failed } = await handler(event);
      assert.deepEqual([outcome, reason, failed], ['LeftAwake', 'InstanceNotStopped', true]);
      assert.deepEqual(
        evidence.events.map(({ type }) => type),
        ['wakepatch Instance Outcome'],
      );
      assert.deepEqual(evidence.messages, []);
    });

    test('keeps the lease, by which the sweeper finds it', async () => {
      const calls = script(EC2Client, tags);
      await handler(event);
      assert.deepEqual(tagsIn(calls).removed, []);
      assert.equal(tagsIn(calls).written['wakepatch:outcome'], 'LeftAwake InstanceNotStopped');
    });
  });

  test('does not mind that an instance is gone and has no tags any more', async () => {
    for (const error of ['InvalidInstanceID.NotFound', 'InvalidID', 'InvalidInstanceID.Terminated']) {
      script(EC2Client, { CreateTags: serviceError(error) });
      assert.equal((await handler(patched)).outcome, 'Patched');
    }
    script(EC2Client, { CreateTags: serviceError('UnauthorizedOperation') });
    await assert.rejects(handler(patched), { name: 'UnauthorizedOperation' });
  });

  test('counts no time awake for what was found running', async () => {
    script(EC2Client, tags);
    assert.equal((await handler({ ...patched, foundState: 'running' })).awakeSeconds, 0);
  });

  test('counts the time up to now for what is left on, for somebody has it', async () => {
    script(EC2Client, tags);
    const leftOn = { reason: 'SessionOpen', who: 'ann' } as const;
    const answer = await handler({ ...patched, stoppedAt: undefined, leftOn });
    assert.deepEqual([answer.outcome, answer.awakeSeconds], ['Patched', 736]);
  });

  describe('after a snapshot', () => {
    const snapshots = [1, 2, 3, 4].map((day) => ({
      SnapshotId: `snap-${day}`,
      StartTime: new Date(`2030-01-0${day}`),
    }));
    const event = { ...patched, snapshotId: 'snap-4', snapshotsToKeep: 2 };
    const deleted = (calls: Call[]) =>
      calls
        .filter(({ operation }) => operation === 'DeleteSnapshot')
        .map(({ input }) => (input as { SnapshotId: string }).SnapshotId);
    const described = { DescribeSnapshots: { Snapshots: snapshots } };

    test('keeps the newest of the instance’s own, and deletes the others', async () => {
      const calls = script(EC2Client, { ...tags, ...described, DeleteSnapshot: {} });
      await handler(event);
      assert.deepEqual(deleted(calls), ['snap-2', 'snap-1']);
      assert.deepEqual(calls[0]?.input, {
        OwnerIds: ['self'],
        Filters: [{ Name: 'tag:wakepatch:snapshot', Values: [instanceId] }],
      });
    });

    test('leaves one of which somebody made an image', async () => {
      const calls = script(EC2Client, {
        ...tags,
        ...described,
        DeleteSnapshot: ({ SnapshotId }: { SnapshotId: string }) =>
          SnapshotId === 'snap-2' ? serviceError('InvalidSnapshot.InUse') : {},
      });
      assert.equal((await handler(event)).outcome, 'Patched');
      assert.deepEqual(deleted(calls), ['snap-2', 'snap-1']);
    });

    test('touches none where none was taken', async () => {
      const calls = script(EC2Client, tags);
      await handler(patched);
      assert.deepEqual(deleted(calls), []);
    });
  });
});
