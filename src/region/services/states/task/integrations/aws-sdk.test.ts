import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { only, openRegionWithRole, type RegionWithRole, states, task } from '../../fixture.ts';
import { sdkName } from './sdk-json.ts';

let region: RegionWithRole;
before(async () => {
  region = await openRegionWithRole();
  await region.allow(['ssm:*', 'ec2:*', 'iam:*', 'states:*', 'lambda:*']);
});
after(() => region.close());

describe('an integration with the AWS SDK', () => {
  test('calls the operation, with names in Pascal case and times as text', async () => {
    await region.clients.ssm.putParameter({ Name: '/mode', Value: 'quiet', Type: 'String' });
    const { output } = await region.run('Reads', only(task('aws-sdk:ssm:getParameter', { Name: '/mode' })));
    const { Parameter } = JSON.parse(output ?? '');
    assert.equal(Parameter.Value, 'quiet');
    assert.match(Parameter.LastModifiedDate, /^2026-01-01T00:00:00/);
  });

  test('takes camel-case parameters in Pascal case, and JSON where text is expected', async () => {
    const target = await region.machine('Target', only({ Type: 'Pass' }));
    const start = task('aws-sdk:sfn:startExecution', { StateMachineArn: target, Name: 'one', Input: { a: 1 } });
    const { output } = await region.run('Starts', only(start));
    const { ExecutionArn } = JSON.parse(output ?? '');
    assert.equal(ExecutionArn, `${states}:execution:Target:one`);
    assert.equal((await region.ended(ExecutionArn)).input, '{"a":1}');
  });

  test('names errors that the model knows after their shape', async () => {
    const missing = await region.run('Missing', only(task('aws-sdk:ssm:getParameter', { Name: '/none' })));
    assert.equal(missing.error, 'Ssm.ParameterNotFoundException');
    assert.match(missing.cause ?? '', /\(Service: Ssm, Status Code: 400, Request ID: [0-9a-f-]{36}\)$/);
    const noRole = await region.run('NoRole', only(task('aws-sdk:iam:getRole', { RoleName: 'None' })));
    assert.equal(noRole.error, 'Iam.NoSuchEntityException');
  });

  test('names errors that the model does not know after the service', async () => {
    const { error } = await region.run(
      'NoInstance',
      only(task('aws-sdk:ec2:startInstances', { InstanceIds: ['i-0123456789abcdef0'] })),
    );
    assert.equal(error, 'Ec2.Ec2Exception');
  });

  test('cannot be begun with parameters that the operation has not', async () => {
    const { error, cause } = await region.run('Unknown', only(task('aws-sdk:ssm:getParameter', { Nome: 1 })));
    assert.equal(error, 'States.Runtime');
    assert.match(
      cause ?? '',
      /could not be used to start the Task: \[The field "Nome" is not supported by Step Functions\]/,
    );
    const wrong = await region.run('Wrong', only(task('aws-sdk:ec2:startInstances', { InstanceIds: 'i-1' })));
    assert.match(wrong.cause ?? '', /The value for the field 'InstanceIds' must be an array/);
  });

  test('fails truthfully for a parameter that the Region has not', async () => {
    const call = task('aws-sdk:ec2:startInstances', { InstanceIds: ['i-0123456789abcdef0'], AdditionalInfo: 'x' });
    const { cause } = await region.run('Parameter', only(call));
    assert.match(cause ?? '', /wakepatch's Region does not support the parameter AdditionalInfo of StartInstances/);
  });

  test('needs the permission of the role for what it does', async () => {
    const { error, cause } = await region.run('Denied', only(task('aws-sdk:sts:getCallerIdentity')));
    assert.equal(error, undefined, cause);
    const denied = await region.run('DeniedLogs', only(task('aws-sdk:cloudwatchlogs:describeLogGroups')));
    assert.equal(denied.error, 'CloudWatchLogs.AccessDeniedException');
    assert.match(denied.cause ?? '', /is not authorized to perform: logs:DescribeLogGroups/);
  });

  test('is refused by name, when the state machine is created, for what the Region has not', async () => {
    for (const resource of ['aws-sdk:dynamodb:listTables', 'aws-sdk:ec2:describeSpotFleetRequests', 'sqs:sendMessage'])
      await assert.rejects(region.machine('Absent', only(task(resource))), {
        name: 'NotImplemented',
        message: new RegExp(`does not support the resource arn:aws:states:::${resource}`),
      });
  });
});

test('names are spelled as the SDK for Java does, with a capital', () => {
  const names = ['stateMachineArn', 'InstanceIds', 'IPAddress', 'VPCZoneIdentifier', 'SSEKMSKeyId', 'OwnerID', 'CIDR'];
  assert.deepEqual(names.map(sdkName), [
    'StateMachineArn',
    'InstanceIds',
    'IpAddress',
    'VpcZoneIdentifier',
    'SsekmsKeyId',
    'OwnerID',
    'Cidr',
  ]);
});
