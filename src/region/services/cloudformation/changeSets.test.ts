import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openStacks, roleFor } from './fixture.ts';

const template = (name: string, days: number) => `
Parameters: {Days: {Type: Number, Default: ${days}}}
Resources:
  Log: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: ${name}, RetentionInDays: !Ref Days}}
  Role: ${roleFor('lambda.amazonaws.com', ', Description: !Ref Log, RoleName: !Join ["-", [for, !Ref Log]]')}`;

const change = { StackName: 'fleet', Capabilities: ['CAPABILITY_NAMED_IAM' as const] };

test('a stack begins with a change set, and is nothing until that is executed', async (t) => {
  const { cloudformation, settled, told } = await openStacks(t);
  const { Id, StackId } = await cloudformation.createChangeSet({
    ...change,
    ChangeSetName: 'first',
    ChangeSetType: 'CREATE',
    TemplateBody: template('a', 1),
  });
  const described = await cloudformation.describeChangeSet({ ChangeSetName: Id });
  assert.equal(described.Status, 'CREATE_COMPLETE');
  assert.equal(described.ExecutionStatus, 'AVAILABLE');
  assert.deepEqual(
    described.Changes?.map(({ ResourceChange: one }) => [one?.Action, one?.LogicalResourceId, one?.ResourceType]),
    [
      ['Add', 'Log', 'AWS::Logs::LogGroup'],
      ['Add', 'Role', 'AWS::IAM::Role'],
    ],
  );
  const [stack] = (await cloudformation.describeStacks({ StackName: 'fleet' })).Stacks!;
  assert.equal(stack?.StackStatus, 'REVIEW_IN_PROGRESS');

  await cloudformation.executeChangeSet({ ChangeSetName: 'first', StackName: 'fleet' });
  assert.equal((await settled()).StackStatus, 'CREATE_COMPLETE');
  assert.deepEqual((await told(StackId)).slice(0, 2), [
    'fleet REVIEW_IN_PROGRESS: User Initiated',
    'fleet CREATE_IN_PROGRESS: User Initiated',
  ]);
  assert.equal((await cloudformation.describeChangeSet({ ChangeSetName: Id })).ExecutionStatus, 'EXECUTE_COMPLETE');
});

test('a change set tells what an update would do, and why', async (t) => {
  const { cloudformation, create, settled } = await openStacks(t);
  await create(template('a', 1));
  const plan = async (ChangeSetName: string, TemplateBody: string) => {
    await cloudformation.createChangeSet({ ...change, ChangeSetName, TemplateBody });
    return cloudformation.describeChangeSet({ ChangeSetName, StackName: 'fleet' });
  };

  const inPlace = await plan('in-place', template('a', 3));
  assert.deepEqual(
    inPlace.Changes?.map(({ ResourceChange: { PhysicalResourceId: _id, ...one } = {} }) => one),
    [
      {
        Action: 'Modify',
        LogicalResourceId: 'Log',
        ResourceType: 'AWS::Logs::LogGroup',
        Replacement: 'False',
        Scope: ['Properties'],
        Details: [
          {
            Target: { Attribute: 'Properties', Name: 'RetentionInDays', RequiresRecreation: 'Never' },
            Evaluation: 'Static',
            ChangeSource: 'ParameterReference',
          },
        ],
      },
    ],
  );

  const replacing = await plan('replacing', template('b', 1));
  assert.deepEqual(
    replacing.Changes?.map(({ ResourceChange: one }) => [one?.LogicalResourceId, one?.Replacement]),
    [
      ['Log', 'True'],
      ['Role', 'Conditional'],
    ],
  );

  await cloudformation.executeChangeSet({ ChangeSetName: 'replacing', StackName: 'fleet' });
  assert.equal((await settled()).StackStatus, 'UPDATE_COMPLETE');
  // the others were made for a stack that is no more
  assert.deepEqual(
    (await cloudformation.listChangeSets({ StackName: 'fleet' })).Summaries?.map((one) => one.ChangeSetName),
    ['replacing'],
  );
  await assert.rejects(cloudformation.describeChangeSet({ ChangeSetName: 'in-place', StackName: 'fleet' }), {
    name: 'ChangeSetNotFoundException',
    message: 'ChangeSet [in-place] does not exist',
  });
});

test('a change set without changes has failed, and cannot be executed', async (t) => {
  const { cloudformation, create } = await openStacks(t);
  await create(template('a', 1));
  const { Id } = await cloudformation.createChangeSet({
    ...change,
    ChangeSetName: 'none',
    TemplateBody: template('a', 1),
  });
  const described = await cloudformation.describeChangeSet({ ChangeSetName: Id });
  assert.equal(described.Status, 'FAILED');
  assert.equal(
    described.StatusReason,
    "The submitted information didn't contain changes. Submit different information to create a change set.",
  );
  await assert.rejects(cloudformation.executeChangeSet({ ChangeSetName: Id }), {
    name: 'InvalidChangeSetStatusException',
  });
  await cloudformation.deleteChangeSet({ ChangeSetName: Id });
  assert.deepEqual((await cloudformation.listChangeSets({ StackName: 'fleet' })).Summaries, []);
});

test('a bad template leaves no stack in review', async (t) => {
  const { cloudformation } = await openStacks(t);
  const input = { ...change, ChangeSetName: 'bad', ChangeSetType: 'CREATE' as const };
  await assert.rejects(
    cloudformation.createChangeSet({ ...input, TemplateBody: 'Resources: {}' }),
    /At least one Resources/,
  );
  assert.deepEqual((await cloudformation.describeStacks({})).Stacks, []);
});
