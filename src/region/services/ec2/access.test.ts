import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Clients, clientsOf, openTestRegion, type TestRegion } from '../../../../test/region.ts';
import { type Context, type Service, servicePrincipal } from '../../service.ts';
import { service as iam } from '../iam/index.ts';
import { service as sts } from '../sts/index.ts';
import { AssumeRole } from '../sts/operations/AssumeRole.ts';
import { debianImage, launched } from './fixture.ts';
import { service as ec2 } from './index.ts';

/** A role's credentials are given to services alone; here whoever asks for them passes for Lambda. */
const lenient: Service = {
  ...sts,
  operations: {
    ...sts.operations,
    AssumeRole: {
      ...AssumeRole,
      authorize: () => [],
      run: (input, context: Context) =>
        AssumeRole.run!(input, { ...context, principal: servicePrincipal('lambda.amazonaws.com') }),
    },
  },
};

let region: TestRegion;
before(async () => {
  region = await openTestRegion({ services: [iam, lenient, ec2], time: 'real' });
});
after(() => region.close());

const trust = (Service: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
  });

interface Statement {
  Action: string | string[];
  Resource: string | string[];
  Condition?: object;
}

/** The clients of somebody who is allowed just that. */
async function allowed(RoleName: string, ...statements: Statement[]): Promise<Clients['ec2']> {
  const { iam, sts } = region.clients;
  const { Role } = await iam.createRole({ RoleName, AssumeRolePolicyDocument: trust('lambda.amazonaws.com') });
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })),
  });
  await iam.putRolePolicy({ RoleName, PolicyName: 'just-that', PolicyDocument });
  const { Credentials } = await sts.assumeRole({ RoleArn: Role!.Arn, RoleSessionName: 'test' });
  return clientsOf(region.endpoint, {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  }).ec2;
}

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
  const { Role } = await iam.createRole({
    RoleName: 'Managed',
    AssumeRolePolicyDocument: trust('ec2.amazonaws.com'),
  });
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
  const passer = await allowed('Passer', run, { Action: 'iam:PassRole', Resource: Role!.Arn!, Condition });
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
