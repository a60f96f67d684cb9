// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

interface Role {
  Type: string;
  Properties: { AssumeRolePolicyDocument: { Statement: { Principal: object }[] }; ManagedPolicyArns?: unknown };
}

const { Resources } = JSON.parse(
  readFileSync(new URL('../../../../templates/wakepatch.json', import.meta.url), 'utf8'),
);

const arn = (resource: string) => ({ 'Fn::GetAtt': [resource, 'Arn'] });
const statements = (role: string, policy = 0) => Resources[role].Properties.Policies[policy].PolicyDocument.Statement;
const allow = (action: string[], resource: unknown) => ({ Effect: 'Allow', Action: action, Resource: resource });
const writeLogs = allow(['logs:CreateLogStream', 'logs:PutLogEvents'], arn('FunctionLogs'));

// What each role may do to the selected instances stands in selection.test.ts.
describe('the roles', () => {
  test('InstanceStateActionRoleForLambda looks at instances and writes the log', () => {
    assert.deepEqual(statements('InstanceStateActionRoleForLambda'), [
      allow(['ec2:DescribeInstances', 'ec2:DescribeInstanceStatus', 'ssm:DescribeInstanceInformation'], '*'),
      writeLogs,
    ]);
  });

  test('InstancePatchingRoleForLambda runs one document, looks after it and its agent, and writes the log', () => {
    assert.deepEqual(statements('InstancePatchingRoleForLambda'), [
      allow(['ssm:SendCommand'], {
        'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}::document/AWS-RunPatchBaseline',
      }),
      allow(['ssm:DescribeInstanceInformation', 'ssm:ListCommandInvocations'], '*'),
      writeLogs,
    ]);
  });

  test('StepFunctionRole calls the five functions', () => {
    assert.deepEqual(statements('StepFunctionRole'), [
      allow(
        ['lambda:InvokeFunction'],
        ['InstanceStarter', 'InstanceStopper', 'InstancePoller', 'InstancePatcher', 'InstancePatchPoller'].map(arn),
      ),
    ]);
  });

  test('MaintenanceWindowRole starts the one state machine', () => {
    assert.deepEqual(statements('MaintenanceWindowRole'), [allow(['states:StartExecution'], { Ref: 'StateMachine' })]);
  });

  test('DemoInstanceRole has what Systems Manager needs on an instance', () => {
    const { ManagedPolicyArns, Policies } = Resources.DemoInstanceRole.Properties;
    assert.deepEqual(ManagedPolicyArns, [
      { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore' },
    ]);
    assert.equal(Policies, undefined);
  });

  test('are taken on by their service alone, and no other has a managed policy', () => {
    const roles = Object.entries<Role>(Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role');
    const principals = roles.map(([name, { Properties }]) => {
      assert.equal(Properties.ManagedPolicyArns === undefined, name !== 'DemoInstanceRole');
      return [name, Properties.AssumeRolePolicyDocument.Statement.map(({ Principal }) => Principal)];
    });
    assert.deepEqual(Object.fromEntries(principals), {
      DemoInstanceRole: [{ Service: 'ec2.amazonaws.com' }],
      InstanceStateActionRoleForLambda: [{ Service: 'lambda.amazonaws.com' }],
      InstancePatchingRoleForLambda: [{ Service: 'lambda.amazonaws.com' }],
      StepFunctionRole: [{ Service: 'states.amazonaws.com' }],
      MaintenanceWindowRole: [{ Service: 'ssm.amazonaws.com' }],
    });
  });
});
