import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProfile, eventually, launch, openSsm, pingStatus, profile } from '../fixture.ts';

const reaches = (region: Parameters<typeof pingStatus>[0], id: string, wanted: string) =>
  eventually(
    () => pingStatus(region, id),
    (status) => status === wanted,
  );

const healthy = (region: Parameters<typeof pingStatus>[0], id: string) =>
  eventually(
    () => region.clients.ec2.describeInstanceStatus({ InstanceIds: [id] }),
    ({ InstanceStatuses }) => InstanceStatuses![0]?.InstanceStatus?.Status === 'ok',
  );

test('an instance whose role lets it report becomes managed, and says what it is', async (t) => {
  const region = await openSsm(t);
  const id = await region.managed();
  const { InstanceInformationList } = await eventually(
    () => region.clients.ssm.describeInstanceInformation({ Filters: [{ Key: 'PingStatus', Values: ['Online'] }] }),
    ({ InstanceInformationList }) => InstanceInformationList![0]?.PlatformName !== undefined,
  );
  const [information] = InstanceInformationList!;
  assert.equal(information!.InstanceId, id);
  assert.equal(information!.PlatformType, 'Linux');
  assert.equal(information!.PlatformName, 'Debian GNU/Linux');
  assert.equal(information!.PlatformVersion, '12');
  assert.equal(information!.IamRole, profile);
  assert.equal(information!.ComputerName, id);
});

test('without an instance profile an instance never becomes managed', async (t) => {
  const region = await openSsm(t);
  const id = await launch(region, {});
  await healthy(region, id);
  assert.equal(await pingStatus(region, id), undefined);
});

test('a role that may not report keeps its instance unmanaged, until it may', async (t) => {
  const region = await openSsm(t);
  await createProfile(region, 'Silent', []);
  const id = await launch(region, { IamInstanceProfile: { Name: 'Silent' } });
  await healthy(region, id);
  assert.equal(await pingStatus(region, id), undefined);
  await region.clients.iam.putRolePolicy({
    RoleName: 'Silent',
    PolicyName: 'agent',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'ssm:UpdateInstanceInformation', Resource: '*' }],
    }),
  });
  await reaches(region, id, 'Online');
});

test('a stopped instance has lost the connection, and a start makes its ping new', async (t) => {
  const region = await openSsm(t);
  const { ec2, ssm } = region.clients;
  const id = await region.managed();
  const lastPing = async () =>
    (await ssm.describeInstanceInformation({})).InstanceInformationList![0]!.LastPingDateTime!.getTime();
  await ec2.stopInstances({ InstanceIds: [id] });
  assert.equal(await pingStatus(region, id), 'ConnectionLost');
  await eventually(
    () => ec2.describeInstances({ InstanceIds: [id] }),
    ({ Reservations }) => Reservations![0]!.Instances![0]!.State!.Name === 'stopped',
  );
  const before = await lastPing();
  await ec2.startInstances({ InstanceIds: [id] });
  await reaches(region, id, 'Online');
  const { Reservations } = await ec2.describeInstances({ InstanceIds: [id] });
  assert.ok((await lastPing()) > before);
  assert.ok((await lastPing()) >= Reservations![0]!.Instances![0]!.LaunchTime!.getTime());
});

test('an instance that EC2 reboots reports as soon as it is back, and not at the next of its regular pings', async (t) => {
  const region = await openSsm(t);
  const { ec2, ssm } = region.clients;
  const id = await region.managed();
  const lastPing = async () =>
    (await ssm.describeInstanceInformation({})).InstanceInformationList![0]!.LastPingDateTime!.getTime();
  const before = await lastPing();
  await ec2.rebootInstances({ InstanceIds: [id] });
  const after = await eventually(lastPing, (ping) => ping > before);
  assert.ok(after - before < 120_000, `${after - before} ms after the last ping`);
});

test('a machine that stops answering loses the connection, though EC2 knows of nothing', async (t) => {
  const faults: Parameters<typeof openSsm>[1] = { faults: {} };
  const region = await openSsm(t, faults);
  const id = await region.managed();
  faults!.faults!.ready = async () => false;
  await reaches(region, id, 'ConnectionLost');
  delete faults!.faults!.ready;
  await reaches(region, id, 'Online');
});

test('a terminated instance is no longer known', async (t) => {
  const region = await openSsm(t);
  const id = await region.managed();
  await region.clients.ec2.terminateInstances({ InstanceIds: [id] });
  await eventually(
    async () => (await pingStatus(region, id)) ?? 'not managed',
    (status) => status === 'not managed',
  );
});
