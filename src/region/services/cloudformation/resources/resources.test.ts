// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the text is a CloudFormation template, not JavaScript
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { service as lambda } from '../../lambda/index.ts';
import { service as ssm } from '../../ssm/index.ts';
import { service as states } from '../../states/index.ts';
import { services as basic, openStacks, roleFor } from '../fixture.ts';
import { physicalName } from './names.ts';

const services = [...basic, lambda, ssm, states];

describe('resource types', () => {
  test('AWS::Lambda::Function: inline code, its logs and its settings, made and changed', async (t) => {
    const stacks = await openStacks(t, { services });
    const template = (answer: number, timeout: string) => `
Resources:
  Log: {Type: AWS::Logs::LogGroup}
  Role: ${roleFor('lambda.amazonaws.com')}
  Answer:
    Type: AWS::Lambda::Function
    Properties:
      Code: {ZipFile: 'exports.handler = async () => ${answer};'}
      Handler: index.handler
      Runtime: nodejs24.x
      Role: !GetAtt Role.Arn
      Timeout: ${timeout}
      LoggingConfig: {LogGroup: !Ref Log}
      Tags: [{Key: Team, Value: platform}]
Outputs: {Arn: {Value: !GetAtt Answer.Arn}}`;
    const made = await stacks.create(template(42, '"20"'));
    const { Answer: FunctionName, Log } = await stacks.physicalIds();
    assert.equal(made.StackStatus, 'CREATE_COMPLETE');
    assert.equal(made.Outputs?.[0]?.OutputValue, `arn:aws:lambda:us-east-1:123456789012:function:${FunctionName}`);
    const before = await stacks.clients.lambda.getFunction({ FunctionName });
    assert.equal(before.Configuration?.Timeout, 20);
    assert.equal(before.Configuration?.LoggingConfig?.LogGroup, Log);
    assert.equal(before.Tags?.Team, 'platform');

    assert.equal((await stacks.update(template(43, '30'))).StackStatus, 'UPDATE_COMPLETE');
    const after = await stacks.clients.lambda.getFunction({ FunctionName });
    assert.equal(after.Configuration?.Timeout, 30);
    assert.notEqual(after.Configuration?.CodeSha256, before.Configuration?.CodeSha256);
    assert.equal((await stacks.update(template(42, '20'))).StackStatus, 'UPDATE_COMPLETE');
    const again = await stacks.clients.lambda.getFunction({ FunctionName });
    assert.equal(again.Configuration?.CodeSha256, before.Configuration?.CodeSha256);

    assert.equal((await stacks.remove()).StackStatus, 'DELETE_COMPLETE');
    assert.deepEqual((await stacks.clients.lambda.listFunctions({})).Functions, []);
  });

  test('AWS::StepFunctions::StateMachine: a definition as object or as text, with substitutions', async (t) => {
    const stacks = await openStacks(t, { services });
    const template = (definition: string, result: string) => `
Resources:
  Role: ${roleFor('states.amazonaws.com')}
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      ${definition}
      DefinitionSubstitutions: {Result: '${result}'}
      RoleArn: !GetAtt Role.Arn
Outputs: {Name: {Value: !GetAtt Machine.Name}}`;
    const asObject = "Definition: {StartAt: A, States: {A: {Type: Pass, Result: '${Result}', End: true}}}";
    const asText = `DefinitionString: '{"StartAt":"A","States":{"A":{"Type":"Pass","Result":"\${Result}","End":true}}}'`;

    const made = await stacks.create(template(asObject, 'say "one"'));
    const { Machine: stateMachineArn } = await stacks.physicalIds();
    const machine = () => stacks.clients.states.describeStateMachine({ stateMachineArn });
    assert.equal(made.StackStatus, 'CREATE_COMPLETE');
    assert.equal(made.Outputs?.[0]?.OutputValue, (await machine()).name);
    assert.equal(JSON.parse((await machine()).definition!).States.A.Result, 'say "one"');

    assert.equal((await stacks.update(template(asText, 'two'))).StackStatus, 'UPDATE_COMPLETE');
    assert.equal(JSON.parse((await machine()).definition!).States.A.Result, 'two');
    assert.equal((await stacks.remove()).StackStatus, 'DELETE_COMPLETE');
    assert.deepEqual((await stacks.clients.states.listStateMachines({})).stateMachines, []);
  });

  test('AWS::SSM::Parameter, and parameters of a template that Systems Manager stores', async (t) => {
    const stacks = await openStacks(t, { services });
    const parameter = (value: string) =>
      `Resources: {P: {Type: AWS::SSM::Parameter, Properties: {Name: /fleet/days, Type: String, Value: ${value}, Tags: {Team: a}}}}`;
    await stacks.create(parameter('7'));
    const reading = `
Parameters: {Days: {Type: "AWS::SSM::Parameter::Value<String>", Default: /fleet/days}}
Resources: {Log: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: read, RetentionInDays: !Ref Days}}}`;
    const reader = await stacks.create(reading, { StackName: 'reader' });
    assert.deepEqual(reader.Parameters, [{ ParameterKey: 'Days', ParameterValue: '/fleet/days', ResolvedValue: '7' }]);

    await stacks.update(parameter('14'));
    assert.equal((await stacks.update(reading, { StackName: 'reader' })).StackStatus, 'UPDATE_COMPLETE');
    const { logGroups } = await stacks.clients.logs.describeLogGroups({});
    assert.equal(logGroups?.[0]?.retentionInDays, 14);

    assert.equal((await stacks.remove()).StackStatus, 'DELETE_COMPLETE');
    await assert.rejects(stacks.update(reading, { StackName: 'reader' }), {
      message: 'Unable to fetch parameters [/fleet/days] from parameter store for this account.',
    });
  });

  test('AWS::SSM::Document: replaced, or given a new version where that is asked for', async (t) => {
    const stacks = await openStacks(t, { services });
    const template = (command: string, more = '') => `
Resources:
  Check:
    Type: AWS::SSM::Document
    Properties:
      DocumentType: Command
      Content:
        schemaVersion: "2.2"
        mainSteps: [{action: "aws:runShellScript", name: check, inputs: {runCommand: [${command}]}}]
      Tags: [{Key: Team, Value: web}]${more}`;
    const { ssm } = stacks.clients;
    const made = await stacks.create(template('uptime'));
    assert.equal(made.StackStatus, 'CREATE_COMPLETE', made.StackStatusReason);
    const { Check: Name } = await stacks.physicalIds();
    assert.match((await ssm.getDocument({ Name })).Content!, /uptime/);

    await stacks.update(template('who', '\n      UpdateMethod: NewVersion'));
    assert.equal((await stacks.physicalIds()).Check, Name);
    const { Document } = await ssm.describeDocument({ Name });
    assert.deepEqual([Document?.DefaultVersion, Document?.LatestVersion], ['2', '2']);

    await stacks.update(template('date'));
    const { Check: another } = await stacks.physicalIds();
    assert.notEqual(another, Name);
    await assert.rejects(ssm.getDocument({ Name }), { name: 'InvalidDocument' });
    const { TagList } = await ssm.listTagsForResource({ ResourceType: 'Document', ResourceId: another });
    assert.ok(TagList!.some(({ Key, Value }) => Key === 'Team' && Value === 'web'));
    assert.equal((await stacks.remove()).StackStatus, 'DELETE_COMPLETE');
    await assert.rejects(ssm.getDocument({ Name: another }), { name: 'InvalidDocument' });
  });

  test('AWS::SSM::PatchBaseline, with its patch groups', async (t) => {
    const stacks = await openStacks(t, { services });
    const template = (priority: string, group: string) => `
Resources:
  Baseline:
    Type: AWS::SSM::PatchBaseline
    Properties:
      Name: careful
      OperatingSystem: DEBIAN
      ApprovalRules: {PatchRules: [{ApproveAfterDays: 0, PatchFilterGroup: {PatchFilters: [{Key: PRIORITY, Values: [${priority}]}]}}]}
      PatchGroups: [${group}]`;
    assert.equal((await stacks.create(template('Required', 'web'))).StackStatus, 'CREATE_COMPLETE');
    const { Baseline: BaselineId } = await stacks.physicalIds();
    assert.equal((await stacks.update(template('Important', 'db'))).StackStatus, 'UPDATE_COMPLETE');
    const baseline = await stacks.clients.ssm.getPatchBaseline({ BaselineId });
    const filter = baseline.ApprovalRules?.PatchRules?.[0]?.PatchFilterGroup?.PatchFilters?.[0];
    assert.deepEqual(filter, { Key: 'PRIORITY', Values: ['Important'] });
    assert.deepEqual(baseline.PatchGroups, ['db']);
    assert.equal((await stacks.remove()).StackStatus, 'DELETE_COMPLETE');
  });

  test('AWS::SSM::MaintenanceWindow, its target and its task, changed in place and replaced', async (t) => {
    const stacks = await openStacks(t, { services });
    const template = (hours: number, targets: string, window: string) => `
Resources:
  Role: ${roleFor('ssm.amazonaws.com')}
  StatesRole: ${roleFor('states.amazonaws.com')}
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties: {Definition: {StartAt: A, States: {A: {Type: Succeed}}}, RoleArn: !GetAtt StatesRole.Arn}
  ${window}:
    Type: AWS::SSM::MaintenanceWindow
    Properties: {Name: nightly, Schedule: cron(0 2 * * ? *), Duration: ${hours}, Cutoff: 1, AllowUnassociatedTargets: "true"}
  Target:
    Type: AWS::SSM::MaintenanceWindowTarget
    Properties: {WindowId: !Ref ${window}, ResourceType: INSTANCE, Targets: [{Key: tag:Team, Values: [${targets}]}]}
  Task:
    Type: AWS::SSM::MaintenanceWindowTask
    Properties:
      WindowId: !Ref ${window}
      TaskType: STEP_FUNCTIONS
      TaskArn: !Ref Machine
      ServiceRoleArn: !GetAtt Role.Arn
      Priority: "1"
      MaxConcurrency: 10
      MaxErrors: 100%
      Targets: [{Key: WindowTargetIds, Values: [!Ref Target]}]
      TaskInvocationParameters: {MaintenanceWindowStepFunctionsParameters: {Input: '{"id":"{{RESOURCE_ID}}"}'}}`;
    const { ssm } = stacks.clients;
    assert.equal((await stacks.create(template(2, 'a', 'Window'))).StackStatus, 'CREATE_COMPLETE');
    const { Window: WindowId, Target, Task: WindowTaskId } = await stacks.physicalIds();
    const task = await ssm.getMaintenanceWindowTask({ WindowId, WindowTaskId });
    assert.equal(task.TaskInvocationParameters?.StepFunctions?.Input, '{"id":"{{RESOURCE_ID}}"}');
    assert.equal(task.Targets?.[0]?.Values?.[0], Target);

    // somebody has closed the window by hand: an update is not to open it
    await ssm.updateMaintenanceWindow({ WindowId, Enabled: false });
    assert.equal((await stacks.update(template(3, 'b', 'Window'))).StackStatus, 'UPDATE_COMPLETE');
    const window = await ssm.getMaintenanceWindow({ WindowId });
    assert.deepEqual([window.Duration, window.Enabled], [3, false]);
    const { Targets } = await ssm.describeMaintenanceWindowTargets({ WindowId });
    assert.deepEqual(
      Targets?.map((one) => [one.WindowTargetId, one.Targets?.[0]?.Values]),
      [[Target, ['b']]],
    );

    assert.equal((await stacks.update(template(3, 'b', 'Other'))).StackStatus, 'UPDATE_COMPLETE');
    const after = await stacks.physicalIds();
    assert.notEqual(after.Target, Target);
    const { WindowIdentities } = await ssm.describeMaintenanceWindows({});
    assert.deepEqual(
      WindowIdentities?.map((one) => one.WindowId),
      [after.Other],
    );
    assert.equal((await stacks.remove()).StackStatus, 'DELETE_COMPLETE');
    assert.deepEqual((await ssm.describeMaintenanceWindows({})).WindowIdentities, []);
  });

  test('AWS::IAM: a profile, an inline policy and a managed one around a role', async (t) => {
    const stacks = await openStacks(t);
    const document = '{Version: "2012-10-17", Statement: [{Effect: Allow, Action: "s3:*", Resource: "*"}]}';
    const template = (policy: string, role: string) => `
Resources:
  One: ${roleFor('ec2.amazonaws.com', ', RoleName: one')}
  Two: ${roleFor('ec2.amazonaws.com', ', RoleName: two')}
  Profile: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref ${role}]}}
  Inline: {Type: AWS::IAM::Policy, Properties: {PolicyName: ${policy}, PolicyDocument: ${document}, Roles: [!Ref ${role}]}}
  Managed: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: ${document}, Roles: [!Ref ${role}]}}`;
    const { iam } = stacks.clients;
    const held = async (RoleName: string) => [
      (await iam.listRolePolicies({ RoleName })).PolicyNames,
      (await iam.listAttachedRolePolicies({ RoleName })).AttachedPolicies?.length,
      (await iam.listInstanceProfilesForRole({ RoleName })).InstanceProfiles?.length,
    ];
    assert.equal((await stacks.create(template('a', 'One'))).StackStatus, 'CREATE_COMPLETE');
    assert.deepEqual(await held('one'), [['a'], 1, 1]);
    assert.equal((await stacks.update(template('b', 'Two'))).StackStatus, 'UPDATE_COMPLETE');
    assert.deepEqual(
      [await held('one'), await held('two')],
      [
        [[], 0, 0],
        [['b'], 1, 1],
      ],
    );
    assert.equal((await stacks.remove()).StackStatus, 'DELETE_COMPLETE');
    assert.deepEqual((await iam.listInstanceProfiles({})).InstanceProfiles, []);
  });
});

test('a physical name is shortened to what its service takes', () => {
  const chance = '000102030405060708090a0b';
  assert.equal(physicalName('fleet', 'Role', 64, chance), 'fleet-Role-ABCDEFGHIJKL');
  const long = physicalName('a'.repeat(60), 'b'.repeat(60), 64, chance);
  assert.equal(long, `${'a'.repeat(25)}-${'b'.repeat(25)}-ABCDEFGHIJKL`);
  assert.equal(physicalName('short', 'b'.repeat(60), 64, chance).length, 64);
});
