// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the text is a CloudFormation template, not JavaScript
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openStacks, roleFor } from './fixture.ts';

const logAndRole = `
Parameters:
  Days: {Type: Number, Default: 7}
  Secret: {Type: String, NoEcho: true, Default: hush}
Resources:
  Role: ${roleFor('lambda.amazonaws.com', ', Description: !Sub "writes ${Log} ${Secret}"')}
  Log: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: !Ref Days}}
Outputs:
  LogArn: {Value: !GetAtt Log.Arn, Description: where it is written}
  RoleName: {Value: !Ref Role}
`;

/** A second role of one name cannot be made. */
const failing = `
Resources:
  Log: {Type: AWS::Logs::LogGroup}
  First: ${roleFor('lambda.amazonaws.com', ', RoleName: mine, Description: !Ref Log')}
  Second: ${roleFor('lambda.amazonaws.com', ', RoleName: mine, Description: !Ref First')}
  Third: {Type: AWS::Logs::LogGroup, DependsOn: Second}
`;
const secondFailed =
  /^Second CREATE_FAILED: Resource handler returned message: "Role with name mine already exists. \(Service: Iam, Status Code: 409, Request ID: [0-9a-f-]{36}\)" \(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: AlreadyExists\)$/;

describe('creating a stack', () => {
  test('makes each resource after what it needs, and tells it in events', async (t) => {
    const stacks = await openStacks(t);
    const stack = await stacks.create(logAndRole, { Tags: [{ Key: 'Team', Value: 'platform' }] });

    assert.equal(stack.StackStatus, 'CREATE_COMPLETE');
    assert.deepEqual(await stacks.told(), [
      'fleet CREATE_IN_PROGRESS: User Initiated',
      'Log CREATE_IN_PROGRESS',
      'Log CREATE_IN_PROGRESS: Resource creation Initiated',
      'Log CREATE_COMPLETE',
      'Role CREATE_IN_PROGRESS',
      'Role CREATE_IN_PROGRESS: Resource creation Initiated',
      'Role CREATE_COMPLETE',
      'fleet CREATE_COMPLETE',
    ]);
    const { Log, Role } = await stacks.physicalIds();
    assert.match(Log!, /^fleet-Log-[A-Za-z0-9]{12}$/);
    assert.deepEqual(stack.Outputs, [
      {
        OutputKey: 'LogArn',
        OutputValue: `arn:aws:logs:us-east-1:123456789012:log-group:${Log}:*`,
        Description: 'where it is written',
      },
      { OutputKey: 'RoleName', OutputValue: Role },
    ]);
    const { logGroups } = await stacks.clients.logs.describeLogGroups({ logGroupNamePrefix: Log });
    assert.equal(logGroups?.[0]?.retentionInDays, 7);
    const { Role: role } = await stacks.clients.iam.getRole({ RoleName: Role });
    assert.equal(role?.Description, `writes ${Log} hush`);
    assert.deepEqual(Object.fromEntries((role?.Tags ?? []).map(({ Key, Value }) => [Key, Value])), {
      Team: 'platform',
      'aws:cloudformation:stack-name': 'fleet',
      'aws:cloudformation:stack-id': stack.StackId,
      'aws:cloudformation:logical-id': 'Role',
    });
  });

  test('hides the values of NoEcho parameters, in the stack and in its events', async (t) => {
    const stacks = await openStacks(t);
    const stack = await stacks.create(logAndRole);
    assert.deepEqual(stack.Parameters, [
      { ParameterKey: 'Days', ParameterValue: '7' },
      { ParameterKey: 'Secret', ParameterValue: '****' },
    ]);
    const { StackEvents = [] } = await stacks.cloudformation.describeStackEvents({ StackName: 'fleet' });
    const properties = StackEvents.map((event) => event.ResourceProperties ?? '').join();
    assert.match(properties, /writes fleet-Log-\w+ \*{4}/);
    assert.doesNotMatch(properties, /hush/);
  });

  test('waits until an instance runs', async (t) => {
    const stacks = await openStacks(t);
    const template = `
Resources:
  Machine: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-0deb1a12a0d640001, InstanceType: t3.micro, Tags: [{Key: Name, Value: one}]}}
Outputs:
  Zone: {Value: !GetAtt Machine.AvailabilityZone}
`;
    const stack = await stacks.create(template);
    const { Machine } = await stacks.physicalIds();
    const { Reservations } = await stacks.clients.ec2.describeInstances({ InstanceIds: [Machine!] });
    const instance = Reservations?.[0]?.Instances?.[0];
    assert.equal(stack.StackStatus, 'CREATE_COMPLETE');
    assert.equal(instance?.State?.Name, 'running');
    assert.equal(stack.Outputs?.[0]?.OutputValue, instance.Placement?.AvailabilityZone);
    const tags = new Map(instance.Tags?.map((tag) => [tag.Key, tag.Value]));
    assert.equal(tags.get('Name'), 'one');
    assert.equal(tags.get('aws:cloudformation:logical-id'), 'Machine');

    const gone = await stacks.remove();
    assert.equal(gone.StackStatus, 'DELETE_COMPLETE');
    const after = await stacks.clients.ec2.describeInstances({});
    const states = after.Reservations?.flatMap((one) => one.Instances ?? []).map((one) => one.State?.Name);
    assert.ok(states?.every((state) => state === 'terminated'));
  });
});

describe('a creation that fails', () => {
  test('is rolled back, and says why', async (t) => {
    const stacks = await openStacks(t);
    const stack = await stacks.create(failing);

    assert.equal(stack.StackStatus, 'ROLLBACK_COMPLETE');
    const told = await stacks.told();
    const failure = told.findIndex((line) => line.startsWith('Second CREATE_FAILED'));
    assert.match(told[failure]!, secondFailed);
    assert.deepEqual(told.slice(failure + 1), [
      'fleet ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [Second]. Rollback requested by user.',
      'Second DELETE_COMPLETE',
      'First DELETE_IN_PROGRESS',
      'First DELETE_COMPLETE',
      'Log DELETE_IN_PROGRESS',
      'Log DELETE_COMPLETE',
      'fleet ROLLBACK_COMPLETE',
    ]);
    assert.deepEqual((await stacks.clients.iam.listRoles({})).Roles, []);
    assert.deepEqual((await stacks.clients.logs.describeLogGroups({})).logGroups, []);
  });

  test('leaves what it has made, if asked to', async (t) => {
    const stacks = await openStacks(t);
    const stack = await stacks.create(failing, { DisableRollback: true });
    assert.equal(stack.StackStatus, 'CREATE_FAILED');
    assert.equal(stack.StackStatusReason, 'The following resource(s) failed to create: [Second]. ');
    assert.equal((await stacks.clients.iam.listRoles({})).Roles?.[0]?.RoleName, 'mine');
    assert.equal((await stacks.remove()).StackStatus, 'DELETE_COMPLETE');
    assert.deepEqual((await stacks.clients.iam.listRoles({})).Roles, []);
  });

  test('takes the stack with it, if asked to', async (t) => {
    const stacks = await openStacks(t);
    const stack = await stacks.create(failing, { OnFailure: 'DELETE' });
    assert.equal(stack.StackStatus, 'DELETE_COMPLETE');
    await assert.rejects(stacks.cloudformation.describeStacks({ StackName: 'fleet' }), {
      name: 'ValidationError',
      message: 'Stack with id fleet does not exist',
    });
  });
});

describe('what is refused before anything is made', () => {
  const log = '{Type: AWS::Logs::LogGroup}';
  const cases: Record<string, [template: string, error: { name: string; message: string }]> = {
    'a property that is not supported': [
      '{Log: {Type: AWS::Logs::LogGroup, Properties: {KmsKeyId: x}}}',
      {
        name: 'NotImplemented',
        message: "wakepatch's Region does not support the property KmsKeyId of AWS::Logs::LogGroup (resource Log).",
      },
    ],
    'a nested one': [
      `{Role: ${roleFor('x', ', Policies: [{PolicyName: a, PolicyDocument: {}, Sid: 1}]')}}`,
      {
        name: 'NotImplemented',
        message: "wakepatch's Region does not support the property Policies.0.Sid of AWS::IAM::Role (resource Role).",
      },
    ],
    'properties that are missing or of the wrong kind': [
      '{Role: {Type: AWS::IAM::Role, Properties: {MaxSessionDuration: long, ManagedPolicyArns: x}}}',
      {
        name: 'ValidationError',
        message:
          'Properties validation failed for resource Role with message:\n#: required key [AssumeRolePolicyDocument] not found\n#/MaxSessionDuration: expected type: Integer, found: String\n#/ManagedPolicyArns: expected type: JSONArray, found: String',
      },
    ],
    'parameters that a rule forbids': [
      `{Log: ${log}}\nParameters: {Mode: {Type: String, Default: odd}}\nRules: {Even: {Assertions: [{Assert: !Equals [!Ref Mode, even], AssertDescription: Mode is even.}]}}`,
      { name: 'ValidationError', message: 'Mode is even.' },
    ],
    'an export that nobody has': [
      '{Log: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: !ImportValue nothing}}}',
      { name: 'ValidationError', message: 'No export named nothing found.' },
    ],
  };
  for (const [name, [resources, error]] of Object.entries(cases)) {
    test(name, async (t) => {
      const stacks = await openStacks(t);
      await assert.rejects(stacks.create(`Resources: ${resources}`), error);
      assert.deepEqual((await stacks.cloudformation.listStacks({})).StackSummaries, []);
    });
  }

  test('IAM resources that are not acknowledged, a name that is no name, a name in use, a topic', async (t) => {
    const { cloudformation, create } = await openStacks(t);
    const role = `Resources: {Role: ${roleFor('lambda.amazonaws.com')}}`;
    await assert.rejects(cloudformation.createStack({ StackName: 'fleet', TemplateBody: role }), {
      name: 'InsufficientCapabilitiesException',
      message: 'Requires capabilities : [CAPABILITY_IAM]',
    });
    const template = `Resources: {Log: ${log}}`;
    await assert.rejects(create(template, { StackName: 'a_b' }), /Member must satisfy regular expression pattern/);
    await create(template);
    await assert.rejects(create(template), { name: 'AlreadyExistsException', message: 'Stack [fleet] already exists' });
    await assert.rejects(create(template, { StackName: 'b', NotificationARNs: ['arn:x'] }), /NotificationARNs/);
    const fromUrl = (TemplateURL: string, more = {}) =>
      create(template, { StackName: 'b', TemplateBody: undefined, TemplateURL, ...more });
    await assert.rejects(fromUrl('https://x'), /not a valid S3 domain/);
    await assert.rejects(fromUrl('https://nobody.s3.amazonaws.com/template.yaml'), /S3 error/);
    await assert.rejects(fromUrl('https://x/y/z', { TemplateBody: template }), /either Template URL or Template Body/);
  });
});

describe('deleting a stack', () => {
  test('leaves what is to be retained', async (t) => {
    const stacks = await openStacks(t);
    await stacks.create('Resources: {Log: {Type: AWS::Logs::LogGroup, DeletionPolicy: Retain}}');
    assert.equal((await stacks.remove()).StackStatus, 'DELETE_COMPLETE');
    assert.ok((await stacks.told()).includes('Log DELETE_SKIPPED'));
    assert.equal((await stacks.clients.logs.describeLogGroups({})).logGroups?.length, 1);
  });

  test('fails for what cannot go, goes on with what can, and may be told to leave it', async (t) => {
    const stacks = await openStacks(t);
    await stacks.create(`Resources: {Role: ${roleFor('lambda.amazonaws.com')}, Log: {Type: AWS::Logs::LogGroup}}`);
    const { Role: RoleName } = await stacks.physicalIds();
    // a policy that somebody has put there by hand
    const PolicyDocument = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}';
    await stacks.clients.iam.putRolePolicy({ RoleName, PolicyName: 'by-hand', PolicyDocument });

    const failed = await stacks.remove();
    assert.equal(failed.StackStatus, 'DELETE_FAILED');
    assert.equal(failed.StackStatusReason, 'The following resource(s) failed to delete: [Role]. ');
    assert.deepEqual((await stacks.clients.logs.describeLogGroups({})).logGroups, []);

    assert.equal((await stacks.remove({ RetainResources: ['Role'] })).StackStatus, 'DELETE_COMPLETE');
    assert.equal((await stacks.clients.iam.getRole({ RoleName })).Role?.RoleName, RoleName);
  });

  test('is refused while the stack is protected, and is nothing for one that is not there', async (t) => {
    const { cloudformation, create, remove } = await openStacks(t);
    await cloudformation.deleteStack({ StackName: 'nobody' });
    await create('Resources: {Log: {Type: AWS::Logs::LogGroup}}', { EnableTerminationProtection: true });
    await assert.rejects(remove(), {
      message: 'Stack [fleet] cannot be deleted while TerminationProtection is enabled',
    });
    await cloudformation.updateTerminationProtection({ StackName: 'fleet', EnableTerminationProtection: false });
    assert.equal((await remove()).StackStatus, 'DELETE_COMPLETE');
  });
});
