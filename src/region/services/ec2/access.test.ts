import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestRegion, type TestRegion } from '../../../../test/region.ts';
import { clientsAllowed, lenientSts, makeRole, type Statement } from '../../../../test/roles.ts';
import { service as iam } from '../iam/index.ts';
import { debianImage, launched } from './fixture.ts';
import { service as ec2 } from './index.ts';

let region: TestRegion;
before(async () => {
  region = await openTestRegion({ services: [iam, lenientSts, ec2], time: 'real' });
});
after(() => region.close());

const allowed = async (name: string, ...statements: Statement[]) =>
  (await clientsAllowed(region, name, ...statements)).ec2;

const denied = { name: 'UnauthorizedOperation' };
const tagged = (Value: string) => [{ ResourceType: 'instance' as const, Tags: [{ Key: 'Team', Value }] }];

test('a policy narrowed by tag reaches the instances of that tag and no others', async () => {
  const { ec2: root } = region.clients;
  const mine = await launched(root, { TagSpecifications: tagged('mine') });
  const theirs = await launched(root, { TagSpecifications: tagged('theirs') });
  const statement = { Action: 'ec2:StopInstances', Resource: 'arn:aws:ec2:*:*:instance/*' };
  for (const [role, key] of [
    ['ByEc2Key', 'ec2:ResourceTag/Team'],
    ['ByAwsKey', 'aws:ResourceTag/Team'],
  ] as const) {
    const ec2 = await allowed(role, { ...statement, Condition: { StringEquals: { [key]: 'mine' } } });
    await ec2.stopInstances({ InstanceIds: [mine] });
    await assert.rejects(ec2.stopInstances({ InstanceIds: [theirs] }), denied);
    await assert.rejects(ec2.stopInstances({ InstanceIds: [mine, theirs] }), denied);
    await assert.rejects(ec2.startInstances({ InstanceIds: [mine] }), denied);
    await assert.rejects(ec2.stopInstances({ InstanceIds: ['i-00000000'] }), denied);
  }
});

test('a dry run is told whether it would have been allowed', async () => {
  const id = await launched(region.clients.ec2);
  const ec2 = await allowed('DryRunner', { Action: 'ec2:StartInstances', Resource: '*' });
  await assert.rejects(ec2.startInstances({ InstanceIds: [id], DryRun: true }), { name: 'DryRunOperation' });
  await assert.rejects(ec2.stopInstances({ InstanceIds: [id], DryRun: true }), denied);
});

test('launching with a profile takes the right to pass its role', async () => {
  const { iam } = region.clients;
  const role = await makeRole({ iam }, 'Managed', 'ec2.amazonaws.com');
  await iam.createInstanceProfile({ InstanceProfileName: 'Managed' });
  await iam.addRoleToInstanceProfile({ InstanceProfileName: 'Managed', RoleName: 'Managed' });
  const launch = {
    ImageId: debianImage,
    InstanceType: 't3.micro' as const,
    MinCount: 1,
    MaxCount: 1,
    IamInstanceProfile: { Name: 'Managed' },
  };
  const run = { Action: 'ec2:RunInstances', Resource: '*' };
  const without = await allowed('Launcher', run);
  await assert.rejects(without.runInstances(launch), denied);
  const { IamInstanceProfile, ...bare } = launch;
  await without.runInstances(bare);
  const Condition = { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } };
  const passer = await allowed('Passer', run, { Action: 'iam:PassRole', Resource: role, Condition });
  const { Instances } = await passer.runInstances(launch);
  assert.match(Instances![0]!.IamInstanceProfile!.Arn!, /instance-profile\/Managed$/);
});

test('tagging while launching takes the right to tag, which can be for that only', async () => {
  const launch = {
    ImageId: debianImage,
    InstanceType: 't3.micro' as const,
    MinCount: 1,
    MaxCount: 1,
    TagSpecifications: tagged('new'),
  };
  const run = { Action: 'ec2:RunInstances', Resource: '*' };
  await assert.rejects((await allowed('Untagging', run)).runInstances(launch), denied);
  const Condition = { StringEquals: { 'ec2:CreateAction': 'RunInstances' } };
  const tagging = await allowed('Tagging', run, { Action: 'ec2:CreateTags', Resource: '*', Condition });
  const { Instances } = await tagging.runInstances(launch);
  const Resources = [Instances![0]!.InstanceId!];
  await assert.rejects(tagging.createTags({ Resources, Tags: [{ Key: 'Team', Value: 'other' }] }), denied);
});

test('a snapshot takes the right to the volume and to the snapshot, and its tags that to tag, narrowed by their keys', async () => {
  const { ec2: root } = region.clients;
  const volumeOf = async (Value: string) => {
    const id = await launched(root, {
      TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'Team', Value }] }],
    });
    const { Volumes } = await root.describeVolumes({ Filters: [{ Name: 'attachment.instance-id', Values: [id] }] });
    return Volumes![0]!.VolumeId!;
  };
  const [mine, theirs] = [await volumeOf('mine'), await volumeOf('theirs')];
  const onSnapshots = { Action: 'ec2:CreateSnapshot', Resource: 'arn:aws:ec2:us-east-1::snapshot/*' };
  const onMyVolumes = {
    Action: 'ec2:CreateSnapshot',
    Resource: 'arn:aws:ec2:us-east-1:123456789012:volume/*',
    Condition: { StringEquals: { 'aws:ResourceTag/Team': 'mine' } },
  };
  const tagging = {
    Action: 'ec2:CreateTags',
    Resource: 'arn:aws:ec2:us-east-1::snapshot/*',
    Condition: {
      StringEquals: { 'ec2:CreateAction': 'CreateSnapshot' },
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['Run', 'Until'] },
    },
  };
  const tags = (...keys: string[]) => [
    { ResourceType: 'snapshot' as const, Tags: keys.map((Key) => ({ Key, Value: '7' })) },
  ];
  await assert.rejects((await allowed('Volumes', onMyVolumes)).createSnapshot({ VolumeId: mine }), denied);
  await assert.rejects((await allowed('Snapshots', onSnapshots)).createSnapshot({ VolumeId: mine }), denied);
  const ec2 = await allowed('Snapshotter', onSnapshots, onMyVolumes, tagging);
  await assert.rejects(ec2.createSnapshot({ VolumeId: theirs }), denied);
  await assert.rejects(ec2.createSnapshot({ VolumeId: mine, TagSpecifications: tags('Run', 'Name') }), denied);
  const { SnapshotId } = await ec2.createSnapshot({ VolumeId: mine, TagSpecifications: tags('Run', 'Until') });
  await assert.rejects(ec2.createTags({ Resources: [SnapshotId!], Tags: [{ Key: 'Run', Value: '8' }] }), denied);
  const cleaner = await allowed('Cleaner', {
    Action: 'ec2:DeleteSnapshot',
    Resource: 'arn:aws:ec2:*::snapshot/*',
    Condition: { StringEquals: { 'aws:ResourceTag/Run': '7' } },
  });
  const { SnapshotId: other } = await root.createSnapshot({ VolumeId: mine });
  await cleaner.deleteSnapshot({ SnapshotId });
  await assert.rejects(cleaner.deleteSnapshot({ SnapshotId: other }), denied);
});
