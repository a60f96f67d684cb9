/** Instances that do not start as they should, and kinds of instances that EC2 treats otherwise than others. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinAutoScalingGroup, openTestRegion, type TestRegion } from '../../../../test/region.ts';
import type { Behaviour } from '../../machines/simulated/behaviour.ts';
import { service as iam } from '../iam/index.ts';
import { service as sts } from '../sts/index.ts';
import { debianImage, eventually, find, launch, launched, openEc2, reaches } from './fixture.ts';
import { service as ec2 } from './index.ts';

async function open(t: { after(work: () => Promise<void>): void }): Promise<TestRegion> {
  const region = await openTestRegion({ services: [iam, sts, ec2] });
  t.after(() => region.close());
  return region;
}

/** An instance that is stopped, and behaves like that from its next start on. */
async function stopped(region: TestRegion, behaviour: Behaviour): Promise<string> {
  const { ec2 } = region.clients;
  const id = await launched(ec2);
  await ec2.stopInstances({ InstanceIds: [id] });
  await reaches(ec2, id, 'stopped');
  region.simulate(id, behaviour);
  return id;
}

const noCapacity = { name: 'InsufficientInstanceCapacity', $metadata: { httpStatusCode: 500 } };

test('a start without capacity is refused, with all others that were asked for with it, until there is some', async (t) => {
  const region = await open(t);
  const { ec2 } = region.clients;
  const [id, other] = [await stopped(region, { noCapacity: 2 }), await stopped(region, {})];
  const start = (...InstanceIds: string[]) => ec2.startInstances({ InstanceIds });
  const refused = (error: Error & { $metadata?: { httpStatusCode?: number } }) => {
    assert.deepEqual([error.name, error.$metadata?.httpStatusCode], [noCapacity.name, 500]);
    assert.match(
      error.message,
      /sufficient t3\.micro capacity in the Availability Zone you requested \(us-east-1[a-f]\)/,
    );
    return true;
  };
  await assert.rejects(start(id, other), refused);
  assert.equal((await find(ec2, other)).State?.Name, 'stopped');
  await assert.rejects(start(id), refused);
  await start(id);
  await reaches(ec2, id, 'running');
  const never = await stopped(region, { noCapacity: 'always' });
  for (let tries = 0; tries < 5; tries++) await assert.rejects(start(never), refused);
});

for (const startFails of ['Client.InternalError', 'Client.InvalidKMSKey.InvalidState', 'Server.InternalError'] as const)
  test(`an instance falls back to stopped with ${startFails}`, async (t) => {
    const region = await open(t);
    const { ec2 } = region.clients;
    const id = await stopped(region, { startFails });
    const { StartingInstances } = await ec2.startInstances({ InstanceIds: [id] });
    assert.equal(StartingInstances![0]!.CurrentState?.Name, 'pending');
    const fallen = await reaches(ec2, id, 'stopped');
    assert.equal(fallen.StateReason?.Code, startFails);
    assert.match(fallen.StateReason?.Message ?? '', new RegExp(`^${startFails}: `));
  });

test('status checks fail of an instance that never boots, and of one whose checks alone fail', async (t) => {
  const region = await open(t);
  const { ec2 } = region.clients;
  for (const behaviour of [{ neverBoots: true }, { impaired: true }]) {
    const id = await stopped(region, behaviour);
    await ec2.startInstances({ InstanceIds: [id] });
    await reaches(ec2, id, 'running');
    const status = async () => (await ec2.describeInstanceStatus({ InstanceIds: [id] })).InstanceStatuses![0];
    const failed = await eventually(status, (found) => found?.InstanceStatus?.Status !== 'initializing');
    assert.deepEqual([failed?.InstanceStatus?.Status, failed?.SystemStatus?.Status], ['impaired', 'ok']);
    await ec2.terminateInstances({ InstanceIds: [id] });
  }
});

test('an instance on an instance store and a one-time Spot Instance cannot be stopped', async (t) => {
  const { ec2 } = await openEc2(t);
  const spot = { MarketType: 'spot' as const };
  const oneTime = await launched(ec2, { InstanceMarketOptions: spot });
  assert.equal((await find(ec2, oneTime)).InstanceLifecycle, 'spot');
  await assert.rejects(ec2.stopInstances({ InstanceIds: [oneTime] }), {
    name: 'UnsupportedOperation',
    message: /one-time Spot/,
  });
  const persistent = await launched(ec2, {
    InstanceMarketOptions: { ...spot, SpotOptions: { SpotInstanceType: 'persistent' } },
  });
  await ec2.stopInstances({ InstanceIds: [persistent] });
  const { Images } = await ec2.describeImages({ Filters: [{ Name: 'root-device-type', Values: ['instance-store'] }] });
  const ephemeral = await launched(ec2, { ImageId: Images![0]!.ImageId });
  const { RootDeviceType, BlockDeviceMappings } = await find(ec2, ephemeral);
  assert.deepEqual([RootDeviceType, BlockDeviceMappings], ['instance-store', []]);
  await assert.rejects(ec2.stopInstances({ InstanceIds: [ephemeral] }), {
    name: 'UnsupportedOperation',
    message: /'ebs' root device/,
  });
  const { Reservations } = await ec2.describeInstances({ Filters: [{ Name: 'instance-lifecycle', Values: ['spot'] }] });
  assert.equal(Reservations!.length, 2);
});

test('an instance may be launched for hibernation, on an encrypted volume', async (t) => {
  const { ec2 } = await openEc2(t);
  const HibernationOptions = { Configured: true };
  await assert.rejects(launch(ec2, { HibernationOptions }), { name: 'UnsupportedHibernationConfiguration' });
  const BlockDeviceMappings = [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true } }];
  const id = await launched(ec2, { HibernationOptions, BlockDeviceMappings });
  assert.equal((await find(ec2, id)).HibernationOptions?.Configured, true);
});

test('machines whose disks are not encrypted carry no encrypted volume', async (t) => {
  const { ec2 } = await openEc2(t, { faults: { encrypts: undefined }, time: 'real' });
  const id = await launch(ec2, { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true } }] });
  const { StateReason } = await reaches(ec2, id, 'terminated');
  assert.match(StateReason?.Message ?? '', /^Client\.InternalError: The disks of simulated machines are not encrypted/);
});

test('a member of an Auto Scaling group shows it by its tag, which nobody else can give', async (t) => {
  const region = await open(t);
  const { ec2 } = region.clients;
  const id = await launched(ec2);
  const Key = 'aws:autoscaling:groupName';
  await assert.rejects(ec2.createTags({ Resources: [id], Tags: [{ Key, Value: 'web' }] }), {
    name: 'InvalidParameterValue',
  });
  joinAutoScalingGroup(region.region, id, 'web');
  const { Reservations } = await ec2.describeInstances({ Filters: [{ Name: `tag:${Key}`, Values: ['web'] }] });
  assert.equal(Reservations![0]!.Instances![0]!.InstanceId, id);
  assert.equal((await find(ec2, id)).ImageId, debianImage);
});
