// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { synthesiseTemplate } from '../template.ts';

const template = synthesiseTemplate('wakepatch') as unknown as Template;

interface Template {
  Parameters: Record<string, Record<string, unknown>>;
  Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
  Outputs: Record<string, { Description: string; Condition?: string }>;
}

/** Everything that has one key only, and that a function's or a reference's. */
function functionsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const here = Object.keys(value).filter((key) => key.startsWith('Fn::') || key === 'Ref' || key === 'Condition');
  return [...here, ...Object.values(value).flatMap(functionsIn)];
}

describe('the template of the pattern', () => {
  test('uses these types of resource', () => {
    assert.deepEqual([...new Set(Object.values(template.Resources).map(({ Type }) => Type))].sort(), [
      'AWS::EC2::Instance',
      'AWS::IAM::InstanceProfile',
      'AWS::IAM::Role',
      'AWS::Lambda::Function',
      'AWS::Logs::LogGroup',
      'AWS::SSM::MaintenanceWindow',
      'AWS::SSM::MaintenanceWindowTarget',
      'AWS::SSM::MaintenanceWindowTask',
      'AWS::StepFunctions::StateMachine',
    ]);
  });

  test('uses these functions', () => {
    assert.deepEqual([...new Set(functionsIn({ ...template, Resources: template.Resources }))].sort(), [
      'Condition',
      'Fn::And',
      'Fn::Base64',
      'Fn::Equals',
      'Fn::FindInMap',
      'Fn::GetAtt',
      'Fn::If',
      'Fn::Join',
      'Fn::Not',
      'Fn::Or',
      'Fn::Split',
      'Fn::Sub',
      'Ref',
    ]);
  });

  test('names the demo instance as the pattern does, from an image that is looked up', () => {
    const { Properties } = template.Resources.DemoInstance!;
    assert.deepEqual(Properties.Tags, [{ Key: 'Name', Value: 'ssm-stepfunction-demo' }]);
    assert.deepEqual(Properties.ImageId, { Ref: 'ImageId' });
    assert.equal(template.Parameters.ImageId?.Type, 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>');
    assert.doesNotMatch(JSON.stringify(template), /\bami-[0-9a-f]/);
  });

  test('has the demo instance’s resources and output only if it is asked for', () => {
    const conditional = Object.entries({ ...template.Resources, ...template.Outputs }).filter(
      ([, each]) => 'Condition' in each,
    );
    assert.deepEqual(
      conditional.map(([name]) => name),
      ['DemoInstanceRole', 'DemoInstanceProfile', 'DemoInstance', 'DemoInstanceId'],
    );
  });

  test('creates window, target and task in this order: each refers to the one before', () => {
    const { MaintenanceWindowTarget: target, MaintenanceWindowTask: task } = template.Resources;
    assert.deepEqual(target?.Properties.WindowId, { Ref: 'MaintenanceWindow' });
    assert.deepEqual(task?.Properties.WindowId, { Ref: 'MaintenanceWindow' });
    assert.deepEqual(task?.Properties.Targets, [
      { Key: 'WindowTargetIds', Values: [{ Ref: 'MaintenanceWindowTarget' }] },
    ]);
  });

  test('starts one execution for each target, with its id from the pseudo parameter', () => {
    const { Properties } = template.Resources.MaintenanceWindowTask!;
    assert.equal(Properties.TaskType, 'STEP_FUNCTIONS');
    assert.deepEqual(Properties.TaskArn, { Ref: 'StateMachine' });
    assert.deepEqual(Properties.ServiceRoleArn, { 'Fn::GetAtt': ['MaintenanceWindowRole', 'Arn'] });
    assert.deepEqual(Properties.TaskInvocationParameters, {
      MaintenanceWindowStepFunctionsParameters: {
        Input: '{ "instanceId": "{{RESOURCE_ID}}", "windowExecutionId": "{{WINDOW_EXECUTION_ID}}" }',
      },
    });
  });

  test('has the five functions', () => {
    const functions = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Function');
    assert.deepEqual(
      functions.map(([name]) => name),
      ['InstanceStarter', 'InstanceStopper', 'InstancePoller', 'InstancePatcher', 'InstancePatchPoller'],
    );
  });

  test('keeps their logs for the days that are asked for', () => {
    const { LogGroupName, RetentionInDays } = template.Resources.FunctionLogs!.Properties;
    assert.deepEqual(LogGroupName, { 'Fn::Sub': '/aws/lambda/${AWS::StackName}' });
    assert.deepEqual(RetentionInDays, { Ref: 'LogRetentionDays' });
  });
});
