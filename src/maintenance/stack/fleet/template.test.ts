import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { synthesiseTemplate } from '../template.ts';

const template = synthesiseTemplate('wakepatch-fleet') as unknown as {
  Parameters: Record<string, { Default: unknown }>;
  Conditions: Record<string, unknown>;
  Resources: Record<
    string,
    {
      Type: string;
      Condition?: string;
      DeletionPolicy?: string;
      UpdateReplacePolicy?: string;
      Properties: Record<string, unknown>;
    }
  >;
};
const { Resources } = template;
const namesOf = (type: string) => Object.keys(Resources).filter((name) => Resources[name]!.Type === type);

describe('the template for fleets', () => {
  test('uses these types of resource', () => {
    assert.deepEqual([...new Set(Object.values(Resources).map(({ Type }) => Type))].sort(), [
      'AWS::Events::Rule',
      'AWS::IAM::Policy',
      'AWS::IAM::Role',
      'AWS::Lambda::Function',
      'AWS::Lambda::Permission',
      'AWS::Logs::LogGroup',
      'AWS::S3::Bucket',
      'AWS::SNS::Subscription',
      'AWS::SNS::Topic',
      'AWS::SSM::Document',
      'AWS::SSM::MaintenanceWindow',
      'AWS::SSM::MaintenanceWindowTarget',
      'AWS::SSM::MaintenanceWindowTask',
      'AWS::StepFunctions::StateMachine',
    ]);
  });

  test('has the five functions of the pattern, and seven for leases, proof, fleets and the sweep', () => {
    assert.deepEqual(namesOf('AWS::Lambda::Function'), [
      ...['InstanceStarter', 'InstanceStopper', 'InstancePoller', 'InstancePatcher', 'InstancePatchPoller'],
      ...['InstanceVerifier', 'InstanceLeaser', 'InstanceReleaser'],
      ...['FleetPlanner', 'CanaryJudge', 'FleetReporter', 'LeaseSweeper'],
    ]);
  });

  test('selects nothing by default, and the rule of the selection refuses that', () => {
    for (const name of ['TargetTagKey', 'TargetTagValue', 'TargetInstanceIds'])
      assert.equal(template.Parameters[name]?.Default, '');
  });

  test('keeps the evidence when the stack goes, and shows it to nobody', () => {
    const { DeletionPolicy, UpdateReplacePolicy, Properties } = Resources.EvidenceBucket!;
    assert.deepEqual([DeletionPolicy, UpdateReplacePolicy], ['Retain', 'Retain']);
    assert.deepEqual(Properties.PublicAccessBlockConfiguration, {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
  });

  test('starts PatchFleet in the window, or PatchInstance for each target; never both', () => {
    const tasks = namesOf('AWS::SSM::MaintenanceWindowTask').map((name) => [
      Resources[name]!.Condition,
      Resources[name]!.Properties.TaskArn,
    ]);
    assert.deepEqual(tasks, [
      ['ForFleet', { Ref: 'PatchFleet' }],
      ['PerTarget', { Ref: 'PatchInstance' }],
    ]);
    const { ForFleet, PerTarget } = template.Conditions;
    assert.deepEqual(PerTarget, { 'Fn::Not': [ForFleet] });
  });

  test('tells PatchFleet which window opened, and PatchInstance for which instance as well', () => {
    const inputOf = (name: string) =>
      JSON.parse(
        (Resources[name]!.Properties.TaskInvocationParameters as Record<string, { Input: string }>)
          .MaintenanceWindowStepFunctionsParameters!.Input,
      );
    assert.deepEqual(inputOf('PatchFleetTask'), { windowExecutionId: '{{WINDOW_EXECUTION_ID}}' });
    assert.deepEqual(inputOf('PatchInstanceTask'), {
      instanceId: '{{RESOURCE_ID}}',
      windowExecutionId: '{{WINDOW_EXECUTION_ID}}',
    });
    // Without targets there is one execution, and it has no concurrency of its own.
    for (const property of ['Targets', 'MaxConcurrency', 'MaxErrors'])
      assert.ok(!(property in Resources.PatchFleetTask!.Properties));
  });

  test('sweeps on a schedule of its own, which may call that one function', () => {
    const { Targets, State } = Resources.SweepRule!.Properties as { Targets: object[]; State?: string };
    assert.deepEqual(Targets, [{ Arn: { 'Fn::GetAtt': ['LeaseSweeper', 'Arn'] }, Id: 'LeaseSweeper' }]);
    assert.notEqual(State, 'DISABLED');
    assert.deepEqual(Resources.SweepPermission!.Properties, {
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: 'LeaseSweeper' },
      Principal: 'events.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': ['SweepRule', 'Arn'] },
    });
  });

  test('writes to an address only if one is given', () => {
    assert.equal(Resources.AlarmSubscription!.Condition, 'WithAddress');
  });
});
