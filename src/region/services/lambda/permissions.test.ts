import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { clientsAllowed, lenientSts } from '../../../../test/roles.ts';
import { service as iam } from '../iam/index.ts';
import { service as logs } from '../logs/index.ts';
import { openRegionWithFunctions, type RegionWithFunctions } from './fixture.ts';
import { service as lambda } from './index.ts';

describe('the policy of a function', () => {
  let region: RegionWithFunctions;
  before(async () => {
    region = await openRegionWithFunctions({ services: [iam, lenientSts, logs, lambda] });
    await region.create('answers', 'exports.handler = async () => 42;');
  });
  after(() => region.close());

  const permission = { FunctionName: 'answers', StatementId: 'rule', Action: 'lambda:InvokeFunction' };
  const rule = 'arn:aws:events:us-east-1:123456789012:rule/sweep';
  const statement = {
    Sid: 'rule',
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: 'arn:aws:lambda:us-east-1:123456789012:function:answers',
    Condition: { StringEquals: { 'AWS:SourceAccount': '123456789012' }, ArnLike: { 'AWS:SourceArn': rule } },
  };

  test('has the statements that were added, until they are removed', async () => {
    const { lambda } = region.clients;
    await assert.rejects(lambda.getPolicy({ FunctionName: 'answers' }), {
      name: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
    });
    const Principal = 'events.amazonaws.com';
    const input = { ...permission, Principal, SourceArn: rule, SourceAccount: '123456789012' };
    const { Statement } = await lambda.addPermission(input);
    assert.deepEqual(JSON.parse(Statement!), statement);
    const { Policy } = await lambda.getPolicy({ FunctionName: 'answers' });
    assert.deepEqual(JSON.parse(Policy!), { Version: '2012-10-17', Id: 'default', Statement: [statement] });
    await assert.rejects(lambda.addPermission(input), {
      name: 'ResourceConflictException',
      message:
        'The statement id (rule) provided already exists. Please provide a new statement id, or remove the existing statement.',
    });
    await lambda.removePermission({ FunctionName: 'answers', StatementId: 'rule' });
    await assert.rejects(lambda.removePermission({ FunctionName: 'answers', StatementId: 'rule' }), {
      name: 'ResourceNotFoundException',
      message: 'Statement rule is not found in resource policy.',
    });
  });

  test('lets in a role that its own policies do not, for what it says and no more', async () => {
    const { lambda } = region.clients;
    const clients = await clientsAllowed(region, 'Caller');
    const denied = { name: 'AccessDeniedException', message: /no identity-based policy allows the lambda:/ };
    await assert.rejects(clients.lambda.invoke({ FunctionName: 'answers' }), denied);
    await lambda.addPermission({ ...permission, StatementId: 'account', Principal: '123456789012' });
    await assert.rejects(clients.lambda.invoke({ FunctionName: 'answers' }), denied);
    await lambda.addPermission({
      ...permission,
      StatementId: 'role',
      Principal: 'arn:aws:iam::123456789012:role/test/Caller',
    });
    const { Payload } = await clients.lambda.invoke({ FunctionName: 'answers' });
    assert.equal(Payload?.transformToString(), '42');
    await assert.rejects(clients.lambda.getPolicy({ FunctionName: 'answers' }), denied);
  });
});
