import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestRegion } from '../../../../../test/region.ts';
import { service as iam } from '../../iam/index.ts';
import { service as sts } from '../../sts/index.ts';
import { eventually, find, launched, openEc2 } from '../fixture.ts';
import { service as ec2 } from '../index.ts';

const rootOf = async (client: Parameters<typeof find>[0], id: string) =>
  (await find(client, id)).BlockDeviceMappings![0]!.Ebs!.VolumeId!;

test('a snapshot is made of the machine, takes its time, and outlives the instance', async (t) => {
  const region = await openTestRegion({ services: [iam, sts, ec2] });
  t.after(() => region.close());
  const { ec2: client } = region.clients;
  const id = await launched(client);
  const VolumeId = await rootOf(client, id);
  const made = await client.createSnapshot({
    VolumeId,
    Description: 'before patching',
    TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: 'Run', Value: '7' }] }],
  });
  assert.deepEqual(
    [made.State, made.VolumeId, made.Tags, made.OwnerId],
    ['pending', VolumeId, [{ Key: 'Run', Value: '7' }], '123456789012'],
  );
  const snapshot = async () => (await client.describeSnapshots({ SnapshotIds: [made.SnapshotId!] })).Snapshots![0]!;
  const completed = await eventually(snapshot, ({ State }) => State !== 'pending');
  assert.deepEqual([completed.State, completed.Progress], ['completed', '100%']);
  assert.equal((completed.CompletionTime!.getTime() - completed.StartTime!.getTime()) / 1000, 30);

  await client.terminateInstances({ InstanceIds: [id] });
  await eventually(
    async () => (await client.describeVolumes({})).Volumes!.length,
    (count) => count === 0,
  );
  await assert.rejects(client.describeVolumes({ VolumeIds: [VolumeId] }), { name: 'InvalidVolume.NotFound' });
  assert.equal((await snapshot()).State, 'completed');
  await client.deleteSnapshot({ SnapshotId: made.SnapshotId });
  await assert.rejects(snapshot(), { name: 'InvalidSnapshot.NotFound' });
  await assert.rejects(client.deleteSnapshot({ SnapshotId: made.SnapshotId }), { name: 'InvalidSnapshot.NotFound' });
});

test('snapshots are found by owner, volume and tag', async (t) => {
  const { ec2: client } = await openEc2(t);
  const [a, b] = [await launched(client), await launched(client)];
  const [volumeA, volumeB] = [await rootOf(client, a), await rootOf(client, b)];
  const first = await client.createSnapshot({ VolumeId: volumeA });
  const second = await client.createSnapshot({ VolumeId: volumeB });
  await client.createTags({ Resources: [second.SnapshotId!], Tags: [{ Key: 'Keep', Value: 'yes' }] });
  const ids = async (input: Parameters<typeof client.describeSnapshots>[0]) =>
    (await client.describeSnapshots(input)).Snapshots!.map(({ SnapshotId }) => SnapshotId);
  assert.deepEqual(await ids({ OwnerIds: ['self'] }), [first.SnapshotId, second.SnapshotId]);
  assert.deepEqual(await ids({ OwnerIds: ['111111111111'] }), []);
  assert.deepEqual(await ids({ Filters: [{ Name: 'volume-id', Values: [volumeA] }] }), [first.SnapshotId]);
  assert.deepEqual(await ids({ Filters: [{ Name: 'tag:Keep', Values: ['yes'] }] }), [second.SnapshotId]);
  await assert.rejects(ids({ SnapshotIds: ['snap-zzz'] }), { name: 'InvalidSnapshotID.Malformed' });
});

test('a volume that is not there has no snapshot', async (t) => {
  const { ec2: client } = await openEc2(t);
  await assert.rejects(client.createSnapshot({ VolumeId: 'vol-00000000' }), { name: 'InvalidVolume.NotFound' });
});

test('where the machines cannot be copied no snapshot is made up', async (t) => {
  const { ec2: client } = await openEc2(t, { faults: { snapshot: undefined } });
  const VolumeId = await rootOf(client, await launched(client));
  await assert.rejects(client.createSnapshot({ VolumeId }), {
    name: 'NotImplemented',
    message: /snapshots of the disks of simulated machines/,
  });
  assert.deepEqual((await client.describeSnapshots({})).Snapshots, []);
});

test('the volumes of instances are described', async (t) => {
  const { ec2: client } = await openEc2(t);
  const id = await launched(client, {
    BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, KmsKeyId: 'alias/mine' } }],
    TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'Team', Value: 'web' }] }],
  });
  await launched(client);
  const { Volumes } = await client.describeVolumes({ Filters: [{ Name: 'attachment.instance-id', Values: [id] }] });
  const [volume] = Volumes!;
  assert.deepEqual(
    [Volumes!.length, volume!.State, volume!.Encrypted, volume!.KmsKeyId, volume!.Tags],
    [1, 'in-use', true, 'alias/mine', [{ Key: 'Team', Value: 'web' }]],
  );
  assert.equal((await client.describeVolumes({})).Volumes!.length, 2);
});
