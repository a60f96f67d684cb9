import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clientsOf } from '../../../../test/region.ts';
import { type Context, type Service, servicePrincipal } from '../../service.ts';
import { openStacks, roleFor, type StackRegion, services, stacksOf } from './fixture.ts';

const lambda = 'lambda.amazonaws.com';

/** In this Region only services assume roles; these tests want a caller that is not root, so theirs does it as Lambda does. */
const asLambda: readonly Service[] = services.map((service) => {
  const assume = service.operations.AssumeRole;
  if (!assume) return service;
  const run = (input: object, context: Context) =>
    assume.run?.(input, { ...context, principal: servicePrincipal(lambda) });
  return { ...service, operations: { ...service.operations, AssumeRole: { ...assume, run } } };
});

const template = `Resources: {Log: {Type: AWS::Logs::LogGroup}, Role: ${roleFor(lambda, ', Description: !Ref Log')}}`;

/** Makes a role that may do these things, for whoever the service principal, or the account, is. */
async function roleThatMay(
  region: StackRegion,
  RoleName: string,
  Principal: object,
  allowed: object[],
): Promise<string> {
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }],
  });
  const { Role } = await region.clients.iam.createRole({ RoleName, AssumeRolePolicyDocument });
  const Statement = allowed.map((one) => ({ Effect: 'Allow', Resource: '*', ...one }));
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await region.clients.iam.putRolePolicy({ RoleName, PolicyName: 'may', PolicyDocument });
  return Role!.Arn!;
}

/** The short ways, as somebody who may only do these things. */
async function as(region: StackRegion, t: { after(done: () => void): void }, allowed: object[]) {
  const RoleArn = await roleThatMay(region, 'Somebody', { Service: lambda }, allowed);
  const { Credentials } = await region.clients.sts.assumeRole({ RoleArn, RoleSessionName: 'session' });
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials!;
  const clients = clientsOf(region.endpoint, {
    accessKeyId: AccessKeyId!,
    secretAccessKey: SecretAccessKey!,
    sessionToken: SessionToken,
  });
  t.after(() => {
    for (const client of Object.values(clients)) client.destroy();
  });
  return stacksOf(clients.cloudformation);
}

describe('a stack is made', () => {
  test("with the caller's rights: what the caller may not, the stack may not", async (t) => {
    const region = await openStacks(t, { services: asLambda });
    const caller = await as(region, t, [{ Action: ['cloudformation:*', 'logs:*'] }]);
    const stack = await caller.create(template);
    assert.equal(stack.StackStatus, 'ROLLBACK_COMPLETE');
    const failure = (await caller.told()).find((line) => line.startsWith('Role CREATE_FAILED'));
    assert.match(
      failure!,
      /User: arn:aws:sts::123456789012:assumed-role\/Somebody\/session is not authorized to perform: iam:CreateRole on resource: .*HandlerErrorCode: AccessDenied/,
    );
  });

  test('by those who may make stacks, each its own', async (t) => {
    const region = await openStacks(t, { services: asLambda });
    const own = `arn:aws:cloudformation:us-east-1:123456789012:stack/fleet/*`;
    const caller = await as(region, t, [
      { Action: 'cloudformation:*', Resource: own },
      { Action: ['logs:*', 'iam:*'] },
    ]);
    assert.equal((await caller.create(template)).StackStatus, 'CREATE_COMPLETE');
    await assert.rejects(caller.create(template, { StackName: 'other' }), {
      name: 'AccessDenied',
      message:
        /is not authorized to perform: cloudformation:CreateStack on resource: arn:aws:cloudformation:us-east-1:123456789012:stack\/other\/\*/,
    });
  });

  test("with a role's rights, if the caller may pass it and CloudFormation may have it", async (t) => {
    const region = await openStacks(t, { services: asLambda });
    const RoleARN = await roleThatMay(region, 'Maker', { Service: 'cloudformation.amazonaws.com' }, [
      { Action: ['logs:*', 'iam:*'] },
    ]);
    const caller = await as(region, t, [{ Action: 'cloudformation:*' }, { Action: 'iam:PassRole', Resource: RoleARN }]);
    const stack = await caller.create(template, { RoleARN });
    assert.equal(stack.StackStatus, 'CREATE_COMPLETE');
    assert.equal(stack.RoleARN, RoleARN);
    // the role stays with the stack
    assert.equal((await caller.remove()).StackStatus, 'DELETE_COMPLETE');

    const other = await roleThatMay(region, 'NotOurs', { Service: lambda }, [{ Action: '*' }]);
    await assert.rejects(caller.create(template, { RoleARN: other }), /is not authorized to perform: iam:PassRole/);
    await assert.rejects(region.create(template, { RoleARN: other }), { name: 'AccessDenied' });
  });
});
