import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestRegion, type TestRegion } from '../../../../test/region.ts';

let region: TestRegion;
before(async () => {
  region = await openTestRegion();
});
after(() => region.close());

const trust = (service: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });

test('a role is made, read back with its document percent-encoded, and found by its tags', async () => {
  const { iam } = region.clients;
  const { Role } = await iam.createRole({
    RoleName: 'Reader',
    AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
    Tags: [{ Key: 'Team', Value: 'platform' }],
  });
  assert.equal(Role?.Arn, 'arn:aws:iam::123456789012:role/Reader');
  assert.match(Role.RoleId ?? '', /^AROA[0-9A-F]{17}$/);
  const found = await iam.getRole({ RoleName: 'Reader' });
  assert.equal(decodeURIComponent(found.Role?.AssumeRolePolicyDocument ?? ''), trust('lambda.amazonaws.com'));
  assert.deepEqual(found.Role?.CreateDate, new Date('2026-01-01T00:00:00Z'));
  assert.deepEqual((await iam.listRoleTags({ RoleName: 'Reader' })).Tags, [{ Key: 'Team', Value: 'platform' }]);
});

test('a second role of the same name is refused, and a role that is not there is not found', async () => {
  const { iam } = region.clients;
  const role = { RoleName: 'Twice', AssumeRolePolicyDocument: trust('ec2.amazonaws.com') };
  await iam.createRole(role);
  await assert.rejects(iam.createRole(role), { name: 'EntityAlreadyExistsException', message: /Twice already exists/ });
  await assert.rejects(iam.getRole({ RoleName: 'None' }), {
    name: 'NoSuchEntityException',
    message: 'The role with name None cannot be found.',
  });
});

test('a role keeps its policies until they are taken away, and cannot be deleted before', async () => {
  const { iam } = region.clients;
  const core = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';
  await iam.createRole({ RoleName: 'Held', AssumeRolePolicyDocument: trust('ec2.amazonaws.com') });
  await iam.attachRolePolicy({ RoleName: 'Held', PolicyArn: core });
  await iam.createInstanceProfile({ InstanceProfileName: 'Held' });
  await iam.addRoleToInstanceProfile({ InstanceProfileName: 'Held', RoleName: 'Held' });
  await assert.rejects(iam.deleteRole({ RoleName: 'Held' }), /must remove roles from instance profile first/);
  await iam.removeRoleFromInstanceProfile({ InstanceProfileName: 'Held', RoleName: 'Held' });
  await assert.rejects(iam.deleteRole({ RoleName: 'Held' }), /must detach all policies first/);
  await iam.detachRolePolicy({ RoleName: 'Held', PolicyArn: core });
  await iam.deleteRole({ RoleName: 'Held' });
  await assert.rejects(iam.getRole({ RoleName: 'Held' }), { name: 'NoSuchEntityException' });
});

test('a policy document with an error in it is refused with the reason', async () => {
  const { iam } = region.clients;
  const attempt = (document: string) => iam.createPolicy({ PolicyName: 'Wrong', PolicyDocument: document });
  await assert.rejects(attempt('{'), { name: 'MalformedPolicyDocumentException', message: /invalid Json/ });
  await assert.rejects(
    attempt(JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'ec2:*' }] })),
    /must contain resources/,
  );
  await assert.rejects(
    attempt(JSON.stringify({ Statement: { Effect: 'Permit', Action: 'ec2:*', Resource: '*' } })),
    /Invalid effect: Permit/,
  );
});

test('what the Region does not have is refused by name', async () => {
  const { iam } = region.clients;
  await assert.rejects(iam.createUser({ UserName: 'someone' }), {
    name: 'NotImplemented',
    message: "wakepatch's Region does not support the operation CreateUser of iam.",
  });
  await assert.rejects(
    iam.createRole({
      RoleName: 'X',
      AssumeRolePolicyDocument: trust('a'),
      PermissionsBoundary: 'arn:aws:iam::aws:policy/X',
    }),
    { message: "wakepatch's Region does not support the parameter PermissionsBoundary of CreateRole." },
  );
});
