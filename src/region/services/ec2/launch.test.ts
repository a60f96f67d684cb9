import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import { openTestRegion, type TestRegion } from '../../../../test/region.ts';
import { service as iam } from '../iam/index.ts';
import { service as sts } from '../sts/index.ts';
import { debianImage, find } from './fixture.ts';
import { service as ec2 } from './index.ts';

let region: TestRegion;
before(async () => {
  region = await openTestRegion({ services: [iam, sts, ec2], time: 'real' });
});
after(() => region.close());

const run = (more: Partial<RunInstancesCommandInput> = {}) =>
  region.clients.ec2.runInstances({
    ImageId: debianImage,
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    ...more,
  });

const base64 = (text: string) => Buffer.from(text).toString('base64');

// biome-ignore format: a table
const refused: [what: string, input: Partial<RunInstancesCommandInput>, code: string, message: string][] = [
  ['an image id of no form', { ImageId: 'debian' }, 'InvalidAMIID.Malformed', 'Invalid id: "debian" (expecting "ami-...")'],
  ['an image that is not there', { ImageId: 'ami-00000000' }, 'InvalidAMIID.NotFound', "The image id '[ami-00000000]' does not exist"],
  ['no image at all', { ImageId: undefined }, 'MissingParameter', 'The request must contain the parameter ImageId'],
  ['a type that AWS has not', { InstanceType: 'x9.huge' as never }, 'InvalidParameterValue', "Invalid value 'x9.huge' for InstanceType."],
  ['a type that the Region has not', { InstanceType: 'g5.xlarge' }, 'NotImplemented', "wakepatch's Region does not support the instance type g5.xlarge"],
  ['a subnet that is not there', { SubnetId: 'subnet-00000000' }, 'InvalidSubnetID.NotFound', "The subnet ID 'subnet-00000000' does not exist"],
  ['a zone that is not there', { Placement: { AvailabilityZone: 'us-east-1z' } }, 'InvalidParameterValue', 'Invalid availability zone: [us-east-1z]'],
  ['a group that is not there', { SecurityGroupIds: ['sg-00000000'] }, 'InvalidGroup.NotFound', "The security group 'sg-00000000' does not exist"],
  ['a profile name that is not there', { IamInstanceProfile: { Name: 'None' } }, 'InvalidParameterValue', 'Value (None) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name'],
  ['a profile ARN that is not there', { IamInstanceProfile: { Arn: 'arn:aws:iam::123456789012:instance-profile/None' } }, 'InvalidParameterValue', 'Value (arn:aws:iam::123456789012:instance-profile/None) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN'],
  ['fewer at most than at least', { MinCount: 2 }, 'InvalidParameterValue', 'Value (1) for parameter maxCount is invalid. It is less than minCount (2).'],
  ['none', { MinCount: 0, MaxCount: 0 }, 'InvalidParameterValue', 'Value (0) for parameter minCount is invalid. Expecting a positive value.'],
  ['tags of what it does not create', { TagSpecifications: [{ ResourceType: 'network-interface', Tags: [{ Key: 'a', Value: 'b' }] }] }, 'NotImplemented', 'TagSpecifications with the ResourceType network-interface'],
  ['tags of AWS', { TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'aws:x', Value: 'y' }] }] }, 'InvalidParameterValue', "Tag keys starting with 'aws:' are reserved for internal use"],
  ['user data that is no script', { UserData: base64('#cloud-config\n') }, 'NotImplemented', 'UserData other than a shell script'],
  ['user data of more than 16 KiB', { UserData: base64(`#!/bin/sh\n${'#'.repeat(16_384)}`) }, 'InvalidParameterValue', 'User data is limited to 16384 bytes'],
  ['user data that is not in Base64', { UserData: '#!/bin/sh' }, 'InvalidParameterValue', 'Invalid BASE64 encoding of user data.'],
  ['a metadata service', { MetadataOptions: { HttpEndpoint: 'enabled' } }, 'NotImplemented', 'its machines have no instance metadata service'],
  ['a key pair', { KeyName: 'mine' }, 'NotImplemented', "wakepatch's Region does not support the parameter KeyName of RunInstances."],
];

for (const [what, input, code, message] of refused)
  test(`a launch with ${what} is refused`, async () => {
    await assert.rejects(run(input), (error: Error) => {
      assert.equal(error.name, code);
      assert.ok(error.message.includes(message), error.message);
      return true;
    });
    const { Reservations } = await region.clients.ec2.describeInstances({
      Filters: [{ Name: 'instance-state-name', Values: ['pending', 'running'] }],
    });
    assert.deepEqual(Reservations, []);
  });

test('the same client token launches once; with another request it is refused', async (t) => {
  const once = {
    ClientToken: 'once',
    TagSpecifications: [{ ResourceType: 'instance' as const, Tags: [{ Key: 'a', Value: '1' }] }],
  };
  const [first, again] = [await run(once), await run(once)];
  const id = first.Instances![0]!.InstanceId!;
  t.after(() => region.clients.ec2.terminateInstances({ InstanceIds: [id] }));
  assert.equal(again.Instances![0]!.InstanceId, id);
  assert.equal(again.ReservationId, first.ReservationId);
  await assert.rejects(run({ ...once, InstanceType: 't3.small' }), { name: 'IdempotentParameterMismatch' });
});

test('an instance has what the launch asked for', async (t) => {
  const { ec2, iam } = region.clients;
  const { InstanceProfile } = await iam.createInstanceProfile({ InstanceProfileName: 'managed' });
  const { Subnets } = await ec2.describeSubnets({ Filters: [{ Name: 'availability-zone', Values: ['us-east-1b'] }] });
  const { ReservationId, Instances } = await run({
    MaxCount: 2,
    SubnetId: Subnets![0]!.SubnetId,
    IamInstanceProfile: { Name: 'managed' },
    DisableApiTermination: true,
    MetadataOptions: { HttpTokens: 'required' },
    TagSpecifications: [
      {
        ResourceType: 'instance',
        Tags: [
          { Key: 'Name', Value: 'web' },
          { Key: 'Empty', Value: '' },
        ],
      },
      { ResourceType: 'volume', Tags: [{ Key: 'Name', Value: 'disk' }] },
    ],
  });
  const [one, two] = Instances!.map(({ InstanceId }) => InstanceId!) as [string, string];
  t.after(async () => {
    for (const InstanceId of [one, two]) {
      await ec2.modifyInstanceAttribute({ InstanceId, DisableApiTermination: { Value: false } });
      await ec2.terminateInstances({ InstanceIds: [InstanceId] });
    }
  });
  const instance = await find(ec2, two);
  assert.equal(instance.AmiLaunchIndex, 1);
  assert.equal(instance.SubnetId, Subnets![0]!.SubnetId);
  assert.equal(instance.Placement!.AvailabilityZone, 'us-east-1b');
  assert.deepEqual(instance.IamInstanceProfile, { Arn: InstanceProfile!.Arn, Id: InstanceProfile!.InstanceProfileId });
  assert.deepEqual(instance.Tags, [
    { Key: 'Empty', Value: '' },
    { Key: 'Name', Value: 'web' },
  ]);
  assert.equal(instance.MetadataOptions!.HttpTokens, 'required');
  const volume = instance.BlockDeviceMappings![0]!.Ebs!.VolumeId!;
  const { Tags } = await ec2.describeTags({ Filters: [{ Name: 'resource-id', Values: [volume] }] });
  assert.deepEqual(Tags, [{ Key: 'Name', ResourceId: volume, ResourceType: 'volume', Value: 'disk' }]);
  const { IamInstanceProfileAssociations } = await ec2.describeIamInstanceProfileAssociations({
    Filters: [{ Name: 'instance-id', Values: [one] }],
  });
  assert.match(IamInstanceProfileAssociations![0]!.AssociationId!, /^iip-assoc-[0-9a-f]{17}$/);
  const { Reservations } = await ec2.describeInstances({
    Filters: [{ Name: 'reservation-id', Values: [ReservationId!] }],
  });
  assert.deepEqual(
    Reservations![0]!.Instances!.map(({ InstanceId }) => InstanceId),
    [one, two],
  );
  await assert.rejects(ec2.terminateInstances({ InstanceIds: [one] }), {
    name: 'OperationNotPermitted',
    message: `The instance '${one}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
  });
});

test('a dry run says that it would have succeeded, and does nothing', async () => {
  await assert.rejects(run({ DryRun: true }), {
    name: 'DryRunOperation',
    message: 'Request would have succeeded, but DryRun flag is set.',
  });
});
