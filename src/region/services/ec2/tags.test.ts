import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Tag } from '@aws-sdk/client-ec2';
import { openTestRegion, type TestRegion } from '../../../../test/region.ts';
import { service as iam } from '../iam/index.ts';
import { service as sts } from '../sts/index.ts';
import { debianImage, find, launched } from './fixture.ts';
import { service as ec2 } from './index.ts';

let region: TestRegion;
let id: string;
before(async () => {
  region = await openTestRegion({ services: [iam, sts, ec2], time: 'real' });
  id = await launched(region.clients.ec2);
});
after(() => region.close());

const tag = (...Tags: Tag[]) => region.clients.ec2.createTags({ Resources: [id], Tags });

test('tags are added and overwritten, and removed by key or by key and value', async () => {
  const { ec2: client } = region.clients;
  await tag({ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' });
  await tag({ Key: 'b', Value: '3' }, { Key: 'c', Value: '4' });
  const tags = async () => (await find(client, id)).Tags!.map(({ Key, Value }) => `${Key}=${Value}`).join(' ');
  assert.equal(await tags(), 'a=1 b=3 c=4');
  await client.deleteTags({ Resources: [id], Tags: [{ Key: 'a' }, { Key: 'b', Value: 'another' }] });
  assert.equal(await tags(), 'b=3 c=4');
  await client.deleteTags({ Resources: [id] });
  assert.equal(await tags(), '');
});

test('other resources have tags too, and are found by them', async () => {
  const { ec2: client } = region.clients;
  const { Subnets } = await client.describeSubnets({});
  const subnet = Subnets![1]!.SubnetId!;
  await client.createTags({ Resources: [subnet, debianImage], Tags: [{ Key: 'Tier', Value: 'private' }] });
  const found = await client.describeSubnets({ Filters: [{ Name: 'tag:Tier', Values: ['private'] }] });
  assert.deepEqual(
    found.Subnets!.map(({ SubnetId }) => SubnetId),
    [subnet],
  );
  const { Tags } = await client.describeTags({ Filters: [{ Name: 'key', Values: ['Tier'] }] });
  assert.deepEqual(
    Tags!.map(({ ResourceType }) => ResourceType),
    ['image', 'subnet'],
  );
});

test('a resource that is not there, or that cannot have tags, is refused', async () => {
  const { ec2: client } = region.clients;
  const Tags = [{ Key: 'a', Value: '1' }];
  await assert.rejects(client.createTags({ Resources: ['i-00000000'], Tags }), { name: 'InvalidInstanceID.NotFound' });
  await assert.rejects(client.createTags({ Resources: ['rubbish'], Tags }), {
    name: 'InvalidID',
    message: "The ID 'rubbish' is not valid",
  });
});

test('tags keep the rules', async () => {
  await assert.rejects(tag({ Key: 'aws:name', Value: 'x' }), { name: 'InvalidParameterValue' });
  await assert.rejects(tag({ Key: 'k'.repeat(129), Value: '' }), { name: 'InvalidParameterValue' });
  await assert.rejects(tag({ Key: 'k', Value: 'v'.repeat(257) }), { name: 'InvalidParameterValue' });
  await assert.rejects(tag({ Key: 'k', Value: '' }, { Key: 'k', Value: '' }), { name: 'InvalidParameterValue' });
  const many = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
  await assert.rejects(tag(...many), { name: 'TagLimitExceeded' });
  assert.deepEqual((await find(region.clients.ec2, id)).Tags, []);
});
