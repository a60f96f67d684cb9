import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestRegion, type TestRegion } from '../../../../test/region.ts';
import { service as iam } from '../iam/index.ts';
import { service as sts } from '../sts/index.ts';
import { debianImage, launched, reaches } from './fixture.ts';
import { service as ec2 } from './index.ts';

let region: TestRegion;
/** Six of `Fleet: a`, of which the last is stopped, and one without tags. */
let ids: string[];
before(async () => {
  region = await openTestRegion({ services: [iam, sts, ec2], time: 'real' });
  const { ec2: client } = region.clients;
  ids = [];
  for (let index = 0; index < 6; index++) {
    const Tags = [
      { Key: 'Fleet', Value: 'a' },
      { Key: 'Name', Value: `web-${index}` },
    ];
    ids.push(await launched(client, { TagSpecifications: [{ ResourceType: 'instance', Tags }] }));
  }
  ids.push(await launched(client, { InstanceType: 'm5.large' }));
  await client.stopInstances({ InstanceIds: [ids[5]!] });
  await reaches(client, ids[5]!, 'stopped');
});
after(() => region.close());

async function matching(...Filters: { Name: string; Values: string[] }[]): Promise<number[]> {
  const { Reservations } = await region.clients.ec2.describeInstances({ Filters });
  return Reservations!.flatMap(({ Instances }) => Instances!.map(({ InstanceId }) => ids.indexOf(InstanceId!)));
}

// biome-ignore format: a table
const filtered: [what: string, filters: { Name: string; Values: string[] }[], found: number[]][] = [
  ['a state', [{ Name: 'instance-state-name', Values: ['stopped'] }], [5]],
  ['a tag', [{ Name: 'tag:Fleet', Values: ['a'] }], [0, 1, 2, 3, 4, 5]],
  ['a tag, whose values are told apart by case', [{ Name: 'tag:Fleet', Values: ['A'] }], []],
  ['alternatives of one tag', [{ Name: 'tag:Name', Values: ['web-1', 'web-3'] }], [1, 3]],
  ['a wildcard', [{ Name: 'tag:Name', Values: ['w*-?'] }], [0, 1, 2, 3, 4, 5]],
  ['a wildcard taken as it is', [{ Name: 'tag:Name', Values: ['web\\-\\?'] }], []],
  ['a tag that is there', [{ Name: 'tag-key', Values: ['Name'] }], [0, 1, 2, 3, 4, 5]],
  ['the beginning of a tag', [{ Name: 'tag-key', Values: ['Na*'] }], [0, 1, 2, 3, 4, 5]],
  ['a tag with a wildcard within', [{ Name: 'tag-key', Values: ['F*t'] }], [0, 1, 2, 3, 4, 5]],
  ['tags that are alternatives', [{ Name: 'tag-key', Values: ['Nam', 'Fleet'] }], [0, 1, 2, 3, 4, 5]],
  ['a tag that is only a beginning', [{ Name: 'tag-key', Values: ['Nam'] }], []],
  ['two tags', [{ Name: 'tag:Fleet', Values: ['a'] }, { Name: 'tag:Name', Values: ['web-2'] }], [2]],
  ['two filters at once', [{ Name: 'tag-key', Values: ['Name'] }, { Name: 'instance-state-code', Values: ['80'] }], [5]],
  ['a type', [{ Name: 'instance-type', Values: ['m5.*'] }], [6]],
  ['an image', [{ Name: 'image-id', Values: [debianImage] }], [0, 1, 2, 3, 4, 5, 6]],
  ['an id that is not there', [{ Name: 'instance-id', Values: ['i-00000000'] }], []],
];

for (const [what, filters, found] of filtered)
  test(`instances are filtered by ${what}`, async () => assert.deepEqual(await matching(...filters), found));

test('instances are filtered by id, in the order of their launch', async () => {
  assert.deepEqual(await matching({ Name: 'instance-id', Values: [ids[4]!, ids[0]!, 'i-00000000'] }), [0, 4]);
});

test('a filter that is not there is refused by name', async () => {
  await assert.rejects(matching({ Name: 'dns-name', Values: ['x'] }), {
    message: "wakepatch's Region does not support the filter 'dns-name' of DescribeInstances.",
  });
});

test('pages hold every instance once, in the order of their launch', async () => {
  const { ec2: client } = region.clients;
  const first = await client.describeInstances({ MaxResults: 5 });
  assert.equal(first.Reservations!.length, 5);
  const second = await client.describeInstances({ MaxResults: 5, NextToken: first.NextToken });
  assert.equal(second.NextToken, undefined);
  const shown = [...first.Reservations!, ...second.Reservations!].map(({ Instances }) => Instances![0]!.InstanceId!);
  assert.deepEqual(shown, ids);
});

test('the size of a page has its limits, and a made-up token is refused', async () => {
  const { ec2: client } = region.clients;
  await assert.rejects(client.describeInstances({ MaxResults: 4 }), {
    name: 'InvalidParameterValue',
    message: 'Value ( 4 ) for parameter maxResults is invalid. Expecting a value greater than 5.',
  });
  await assert.rejects(client.describeInstances({ MaxResults: 5, NextToken: 'more' }), { name: 'InvalidNextToken' });
  await assert.rejects(client.describeInstances({ MaxResults: 5, InstanceIds: [ids[0]!] }), {
    name: 'InvalidParameterCombination',
    message: 'The parameter instancesSet cannot be used with the parameter maxResults',
  });
});

test('ids that are none, and ids that are not there, are told apart', async () => {
  const { ec2: client } = region.clients;
  await assert.rejects(client.describeInstances({ InstanceIds: ['i-foo'] }), {
    name: 'InvalidInstanceID.Malformed',
    message: 'Invalid id: "i-foo"',
  });
  await assert.rejects(client.startInstances({ InstanceIds: ['i-00000000', 'i-00000001'] }), {
    name: 'InvalidInstanceID.NotFound',
    message: "The instance IDs 'i-00000000, i-00000001' do not exist",
  });
});

test("Debian's image is found by its owner and its name, as on AWS", async () => {
  const { ec2: client } = region.clients;
  for (const Owners of [['amazon'], ['136693071363']]) {
    const { Images } = await client.describeImages({
      Owners,
      Filters: [{ Name: 'name', Values: ['debian-12-amd64-*'] }],
    });
    assert.deepEqual(
      Images!.map(({ ImageId }) => ImageId),
      [debianImage],
    );
  }
  assert.deepEqual((await client.describeImages({ Owners: ['self'] })).Images, []);
  const { Images } = await client.describeImages({ ImageIds: [debianImage] });
  assert.match(Images![0]!.Description!, /simulated/, 'the driver describes what it has built');
});

test('there is a default VPC with a subnet in each zone, and its default group', async () => {
  const { ec2: client } = region.clients;
  const { Vpcs } = await client.describeVpcs({ Filters: [{ Name: 'is-default', Values: ['true'] }] });
  const { Subnets } = await client.describeSubnets({ Filters: [{ Name: 'vpc-id', Values: [Vpcs![0]!.VpcId!] }] });
  assert.deepEqual(
    Subnets!.map(({ AvailabilityZone, AvailabilityZoneId, CidrBlock }) => [
      AvailabilityZone,
      AvailabilityZoneId,
      CidrBlock,
    ]),
    [
      ['us-east-1a', 'use1-az1', '172.31.0.0/20'],
      ['us-east-1b', 'use1-az2', '172.31.16.0/20'],
      ['us-east-1c', 'use1-az3', '172.31.32.0/20'],
    ],
  );
  const { SecurityGroups } = await client.describeSecurityGroups({
    Filters: [{ Name: 'group-name', Values: ['default'] }],
  });
  assert.equal(SecurityGroups![0]!.VpcId, Vpcs![0]!.VpcId);
  const { AvailabilityZones } = await client.describeAvailabilityZones({});
  assert.deepEqual(
    AvailabilityZones!.map(({ ZoneName }) => ZoneName),
    ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  );
  assert.deepEqual(
    (await client.describeRegions({})).Regions!.map(({ RegionName }) => RegionName),
    ['us-east-1'],
  );
});

test('a type says what AWS says of it', async () => {
  const { InstanceTypes } = await region.clients.ec2.describeInstanceTypes({ InstanceTypes: ['t3.micro', 'm5.large'] });
  assert.deepEqual(
    InstanceTypes!.map(({ InstanceType, VCpuInfo, MemoryInfo }) => [
      InstanceType,
      VCpuInfo!.DefaultVCpus,
      MemoryInfo!.SizeInMiB,
    ]),
    [
      ['t3.micro', 2, 1024],
      ['m5.large', 2, 8192],
    ],
  );
});

test('attributes are changed one at a time, and the type only of a stopped instance', async () => {
  const { ec2: client } = region.clients;
  const [running, stopped] = [ids[0]!, ids[5]!];
  await client.modifyInstanceAttribute({ InstanceId: stopped, InstanceType: { Value: 't3.large' } });
  const { InstanceType } = await client.describeInstanceAttribute({ InstanceId: stopped, Attribute: 'instanceType' });
  assert.deepEqual(InstanceType, { Value: 't3.large' });
  await assert.rejects(client.modifyInstanceAttribute({ InstanceId: running, InstanceType: { Value: 't3.large' } }), {
    name: 'IncorrectInstanceState',
    message: `The instance '${running}' is not in the 'stopped' state.`,
  });
  await assert.rejects(
    client.modifyInstanceAttribute({
      InstanceId: running,
      DisableApiStop: { Value: true },
      DisableApiTermination: { Value: true },
    }),
    { name: 'InvalidParameterCombination', message: 'Fields for multiple attribute types specified' },
  );
  await client.modifyInstanceAttribute({ InstanceId: running, Attribute: 'disableApiStop', Value: 'true' });
  await assert.rejects(client.stopInstances({ InstanceIds: [running] }), {
    name: 'OperationNotPermitted',
    message: `The instance '${running}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.`,
  });
});
