import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResourceQuery } from '@aws-sdk/client-resource-groups';
import { openTestRegion, type TestRegion } from '../../../../test/region.ts';
import { service as cloudformation } from '../cloudformation/index.ts';
import { launch, launched } from '../ec2/fixture.ts';
import { service as ec2 } from '../ec2/index.ts';
import { service as iam } from '../iam/index.ts';
import { service as ssm } from '../ssm/index.ts';
import { service as sts } from '../sts/index.ts';
import { service as resourceGroups } from './index.ts';

async function open(t: { after(work: () => Promise<void>): void }): Promise<TestRegion> {
  const region = await openTestRegion({ services: [iam, sts, ec2, ssm, resourceGroups, cloudformation] });
  t.after(() => region.close());
  return region;
}

const byTags = (Values: string[], ResourceTypeFilters = ['AWS::EC2::Instance']): ResourceQuery => ({
  Type: 'TAG_FILTERS_1_0',
  Query: JSON.stringify({ ResourceTypeFilters, TagFilters: [{ Key: 'Team', Values }] }),
});
const team = (Value: string) => ({
  TagSpecifications: [{ ResourceType: 'instance' as const, Tags: [{ Key: 'Team', Value }] }],
});
const arnOf = (id: string) => `arn:aws:ec2:us-east-1:123456789012:instance/${id}`;

test('a group has what fits its query at the moment, in pages', async (t) => {
  const { clients } = await open(t);
  const { resourceGroups: groups, ec2: client } = clients;
  const web = [
    await launched(client, team('web')),
    await launched(client, team('web')),
    await launched(client, team('web*')),
  ];
  await launched(client, team('search'));
  await groups.createGroup({ Name: 'web', Description: 'Web servers', ResourceQuery: byTags(['web', 'nobody']) });
  const listed = async (paging: object = {}) => {
    const { Resources, NextToken } = await groups.listGroupResources({ Group: 'web', ...paging });
    return { arns: Resources!.map(({ Identifier }) => Identifier!.ResourceArn), NextToken };
  };
  const expected = web.slice(0, 2).map(arnOf).sort();
  assert.deepEqual((await listed()).arns, expected);
  const first = await listed({ MaxResults: 1 });
  assert.deepEqual(first.arns, expected.slice(0, 1));
  assert.deepEqual((await listed({ MaxResults: 1, NextToken: first.NextToken })).arns, expected.slice(1));

  await client.createTags({ Resources: [web[0]!], Tags: [{ Key: 'Team', Value: 'other' }] });
  assert.deepEqual((await listed()).arns, [arnOf(web[1]!)]);
  await groups.updateGroupQuery({ Group: 'web', ResourceQuery: byTags(['web*']) });
  assert.deepEqual((await listed()).arns, [arnOf(web[2]!)], 'a star is a star');
  const { ResourceIdentifiers } = await groups.searchResources({ ResourceQuery: byTags([], ['AWS::AllSupported']) });
  assert.equal(ResourceIdentifiers!.length, 4);
});

test('a group has the resources of a stack, and says when there is none', async (t) => {
  const { clients } = await open(t);
  const { resourceGroups: groups, cloudformation: stacks } = clients;
  const TemplateBody = `Resources:
  Machine: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-0deb1a12a0d640001, InstanceType: t3.micro}}
  Group: {Type: AWS::ResourceGroups::Group, Properties: {Name: own, Tags: [{Key: a, Value: b}]}}
  Web:
    Type: AWS::ResourceGroups::Group
    Properties:
      Name: web
      ResourceQuery: {Type: TAG_FILTERS_1_0, Query: {ResourceTypeFilters: ["AWS::EC2::Instance"], TagFilters: [{Key: Team, Values: [web]}]}}
Outputs: {Arn: {Value: !GetAtt Web.Arn}}`;
  const { StackId } = await stacks.createStack({ StackName: 'fleet', TemplateBody });
  const settled = async () => {
    for (;;) {
      const [stack] = (await stacks.describeStacks({ StackName: StackId })).Stacks!;
      if (!stack!.StackStatus!.endsWith('_IN_PROGRESS')) return stack!;
    }
  };
  const stack = await settled();
  assert.equal(stack.StackStatus, 'CREATE_COMPLETE', stack.StackStatusReason);
  assert.equal(stack.Outputs![0]!.OutputValue, 'arn:aws:resource-groups:us-east-1:123456789012:group/web');
  const { StackResources } = await stacks.describeStackResources({ StackName: 'fleet' });
  const instance = StackResources!.find(({ LogicalResourceId }) => LogicalResourceId === 'Machine')!
    .PhysicalResourceId!;
  const { Resources } = await groups.listGroupResources({ Group: 'own' });
  assert.deepEqual(
    Resources!.map(({ Identifier }) => Identifier!.ResourceArn),
    [arnOf(instance)],
  );

  const Query = JSON.stringify({ ResourceTypeFilters: ['AWS::AllSupported'], StackIdentifier: 'nobody' });
  await groups.createGroup({ Name: 'lost', ResourceQuery: { Type: 'CLOUDFORMATION_STACK_1_0', Query } });
  const { QueryErrors } = await groups.listGroupResources({ Group: 'lost' });
  assert.equal(QueryErrors![0]!.ErrorCode, 'CLOUDFORMATION_STACK_NOT_EXISTING');
  await stacks.deleteStack({ StackName: 'fleet' });
  assert.equal((await settled()).StackStatus, 'DELETE_COMPLETE');
  assert.deepEqual(
    (await groups.listGroups({})).Groups!.map(({ Name }) => Name),
    ['lost'],
  );
});

test('groups are made, changed, tagged, listed and deleted', async (t) => {
  const { resourceGroups: groups } = (await open(t)).clients;
  const { Group } = await groups.createGroup({ Name: 'b', ResourceQuery: byTags(['x']), Tags: { Owner: 'ada' } });
  await groups.createGroup({ Name: 'a', ResourceQuery: byTags(['y']) });
  await assert.rejects(groups.createGroup({ Name: 'a', ResourceQuery: byTags(['y']) }), {
    name: 'BadRequestException',
  });
  assert.deepEqual(
    (await groups.listGroups({})).Groups!.map(({ Name }) => Name),
    ['a', 'b'],
  );
  await groups.updateGroup({ Group: 'b', Description: 'after' });
  assert.equal((await groups.getGroup({ Group: Group!.GroupArn })).Group?.Description, 'after');
  assert.deepEqual((await groups.getGroupQuery({ Group: 'b' })).GroupQuery?.ResourceQuery, byTags(['x']));
  await groups.tag({ Arn: Group!.GroupArn, Tags: { Cost: '7' } });
  await groups.untag({ Arn: Group!.GroupArn, Keys: ['Owner'] });
  assert.deepEqual((await groups.getTags({ Arn: Group!.GroupArn })).Tags, { Cost: '7' });
  await groups.deleteGroup({ Group: 'b' });
  await assert.rejects(groups.getGroup({ Group: 'b' }), { name: 'NotFoundException' });
});

// biome-ignore format: a table
const refusals: [what: string, query: ResourceQuery, name: string][] = [
  ['no JSON', { Type: 'TAG_FILTERS_1_0', Query: '{' }, 'BadRequestException'],
  ['no tags', { Type: 'TAG_FILTERS_1_0', Query: '{"TagFilters":[]}' }, 'BadRequestException'],
  ['no stack', { Type: 'CLOUDFORMATION_STACK_1_0', Query: '{}' }, 'BadRequestException'],
  ['a member that is not known', { Type: 'TAG_FILTERS_1_0', Query: '{"TagFilters":[{"Key":"a"}],"More":1}' }, 'NotImplemented'],
];
test('queries that are not valid are refused', async (t) => {
  const { resourceGroups: groups } = (await open(t)).clients;
  for (const [what, ResourceQuery, name] of refusals)
    await assert.rejects(groups.createGroup({ Name: 'x', ResourceQuery }), { name }, what);
  await assert.rejects(groups.searchResources({ ResourceQuery: byTags(['x'], ['AWS::S3::Bucket']) }), {
    name: 'NotImplemented',
    message: /AWS::S3::Bucket/,
  });
});

test('windows find the instances of a group, stopped ones too', async (t) => {
  const { clients } = await open(t);
  const id = await launch(clients.ec2, team('web'));
  await clients.resourceGroups.createGroup({ Name: 'web', ResourceQuery: byTags(['web']) });
  const { WindowId } = await clients.ssm.createMaintenanceWindow({
    Name: 'nightly',
    Schedule: 'rate(1 day)',
    Duration: 2,
    Cutoff: 0,
    AllowUnassociatedTargets: false,
  });
  const Targets = [{ Key: 'resource-groups:Name', Values: ['web'] }];
  await clients.ssm.registerTargetWithMaintenanceWindow({ WindowId, ResourceType: 'RESOURCE_GROUP', Targets });
  const { WindowIdentities } = await clients.ssm.describeMaintenanceWindowsForTarget({
    ResourceType: 'INSTANCE',
    Targets: [{ Key: 'InstanceIds', Values: [id] }],
  });
  assert.deepEqual(
    WindowIdentities!.map((window) => window.WindowId),
    [WindowId],
  );
});
