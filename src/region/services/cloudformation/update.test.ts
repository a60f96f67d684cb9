import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openStacks, roleFor, type StackRegion } from './fixture.ts';

const log = (properties: string) => `{Type: AWS::Logs::LogGroup, Properties: {${properties}}}`;
const lambda = 'lambda.amazonaws.com';

const logGroups = async (stacks: StackRegion) =>
  ((await stacks.clients.logs.describeLogGroups({})).logGroups ?? []).map((group) => group.logGroupName);

/** what was told after the last time that the stack came to rest */
const toldSince = async (stacks: StackRegion, begin: string) => {
  const told = await stacks.told();
  return told.slice(told.lastIndexOf(begin));
};

describe('updating a stack', () => {
  test('changes in place, replaces, adds and removes, and cleans up at the end', async (t) => {
    const stacks = await openStacks(t);
    await stacks.create(`
Resources:
  Kept: ${log('LogGroupName: kept, RetentionInDays: 1')}
  Replaced: ${log('LogGroupName: old')}
  Removed: ${log('LogGroupName: removed')}
  Same: ${log('LogGroupName: same')}
  Role: ${roleFor(lambda, ', Description: !Ref Replaced')}`);
    const before = await stacks.physicalIds();
    const stack = await stacks.update(`
Resources:
  Kept: ${log('LogGroupName: kept, RetentionInDays: 3')}
  Replaced: ${log('LogGroupName: new')}
  Added: ${log('LogGroupName: added')}
  Same: ${log('LogGroupName: same')}
  Role: ${roleFor(lambda, ', Description: !Ref Replaced')}`);

    assert.equal(stack.StackStatus, 'UPDATE_COMPLETE');
    const told = await toldSince(stacks, 'fleet UPDATE_IN_PROGRESS: User Initiated');
    assert.deepEqual(told, [
      'fleet UPDATE_IN_PROGRESS: User Initiated',
      'Added CREATE_IN_PROGRESS',
      'Added CREATE_IN_PROGRESS: Resource creation Initiated',
      'Added CREATE_COMPLETE',
      'Kept UPDATE_IN_PROGRESS',
      'Kept UPDATE_COMPLETE',
      'Replaced UPDATE_IN_PROGRESS: Requested update requires the creation of a new physical resource; hence creating one.',
      'Replaced UPDATE_IN_PROGRESS: Resource creation Initiated',
      'Replaced UPDATE_COMPLETE',
      'Role UPDATE_IN_PROGRESS',
      'Role UPDATE_COMPLETE',
      'fleet UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Removed DELETE_IN_PROGRESS',
      'Removed DELETE_COMPLETE',
      'Replaced DELETE_IN_PROGRESS',
      'Replaced DELETE_COMPLETE',
      'fleet UPDATE_COMPLETE',
    ]);
    assert.deepEqual(await logGroups(stacks), ['added', 'kept', 'new', 'same']);
    const after = await stacks.physicalIds();
    assert.equal(after.Role, before.Role);
    assert.equal((await stacks.clients.iam.getRole({ RoleName: after.Role })).Role?.Description, 'new');
  });

  test('keeps what a policy keeps', async (t) => {
    const stacks = await openStacks(t);
    const kept = (name: string, policy: string) =>
      `{Type: AWS::Logs::LogGroup, ${policy}: Retain, Properties: {LogGroupName: ${name}}}`;
    await stacks.create(`Resources: {A: ${kept('a', 'UpdateReplacePolicy')}, B: ${kept('b', 'DeletionPolicy')}}`);
    await stacks.update(`Resources: {A: ${kept('c', 'UpdateReplacePolicy')}}`);
    assert.deepEqual(await logGroups(stacks), ['a', 'b', 'c']);
  });

  test('that changes nothing is refused; the outputs alone are something', async (t) => {
    const stacks = await openStacks(t);
    const template = `Resources: {Log: ${log('LogGroupName: a')}}`;
    await stacks.create(template);
    await assert.rejects(stacks.update(template), {
      name: 'ValidationError',
      message: 'No updates are to be performed.',
    });
    const stack = await stacks.update(`${template}\nOutputs: {O: {Value: !Ref Log}}`);
    assert.equal(stack.StackStatus, 'UPDATE_COMPLETE');
    assert.equal(stack.Outputs?.[0]?.OutputValue, 'a');
  });

  test('keeps the template and values on request', async (t) => {
    const stacks = await openStacks(t);
    const template = `
Parameters: {Name: {Type: String}, Days: {Type: Number, Default: 1}}
Resources: {Log: ${log('LogGroupName: !Ref Name, RetentionInDays: !Ref Days')}}`;
    await stacks.create(template, { Parameters: [{ ParameterKey: 'Name', ParameterValue: 'mine' }] });
    const stack = await stacks.update('', {
      TemplateBody: undefined,
      UsePreviousTemplate: true,
      Parameters: [
        { ParameterKey: 'Name', UsePreviousValue: true },
        { ParameterKey: 'Days', ParameterValue: '5' },
      ],
    });
    assert.equal(stack.StackStatus, 'UPDATE_COMPLETE');
    const { logGroups: found } = await stacks.clients.logs.describeLogGroups({});
    assert.deepEqual(
      found?.map((group) => [group.logGroupName, group.retentionInDays]),
      [['mine', 5]],
    );
  });

  test('is refused for a stack that is not there or cannot be updated, and for a change that AWS would do otherwise', async (t) => {
    const stacks = await openStacks(t);
    const one = `Resources: {Log: ${log('')}}`;
    await assert.rejects(stacks.update(one), { message: 'Stack [fleet] does not exist' });
    const twice = ['A', 'B'].map((name) => `${name}: ${roleFor(lambda, ', RoleName: mine')}`).join(', ');
    const { StackId } = await stacks.create(`Resources: {${twice}}`);
    await assert.rejects(stacks.update(one), {
      message: `Stack:${StackId} is in ROLLBACK_COMPLETE state and can not be updated.`,
    });
    const policy = (action: string) =>
      `Resources: {P: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "${action}", Resource: "*"}]}}}}`;
    await stacks.create(policy('s3:*'), { StackName: 'other' });
    await assert.rejects(stacks.update(policy('ec2:*'), { StackName: 'other' }), {
      name: 'NotImplemented',
      message:
        "wakepatch's Region does not support a change of PolicyDocument of AWS::IAM::ManagedPolicy (resource P).",
    });
  });
});

describe('an update that fails', () => {
  const good = `
Parameters: {P: {Type: String, Default: a}}
Resources:
  Kept: ${log('LogGroupName: kept, RetentionInDays: 1')}
  Replaced: ${log('LogGroupName: old')}
  Role: ${roleFor(lambda, ', Description: !Ref Replaced')}
  Removed: ${log('LogGroupName: removed')}`;
  /** the last of it needs a name that is in use */
  const bad = `
Parameters: {P: {Type: String, Default: b}}
Resources:
  Kept: ${log('LogGroupName: kept, RetentionInDays: 3')}
  Replaced: ${log('LogGroupName: new')}
  Role: ${roleFor(lambda, ', Description: !Ref Replaced')}
  Added: ${log('LogGroupName: added')}
  Failing: {Type: AWS::Logs::LogGroup, DependsOn: [Kept, Role, Added], Properties: {LogGroupName: kept}}`;

  test('goes back to what was before', async (t) => {
    const stacks = await openStacks(t);
    await stacks.create(good);
    const before = await stacks.physicalIds();
    const stack = await stacks.update(bad);

    assert.equal(stack.StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
    const told = await toldSince(
      stacks,
      'fleet UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [Failing]. ',
    );
    assert.deepEqual(told, [
      'fleet UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [Failing]. ',
      'Kept UPDATE_IN_PROGRESS',
      'Kept UPDATE_COMPLETE',
      'Role UPDATE_IN_PROGRESS',
      'Role UPDATE_COMPLETE',
      'fleet UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'Failing DELETE_COMPLETE',
      'Replaced DELETE_IN_PROGRESS',
      'Replaced DELETE_COMPLETE',
      'Added DELETE_IN_PROGRESS',
      'Added DELETE_COMPLETE',
      'fleet UPDATE_ROLLBACK_COMPLETE',
    ]);
    assert.deepEqual(await stacks.physicalIds(), before);
    assert.deepEqual(await logGroups(stacks), ['kept', 'old', 'removed']);
    assert.equal((await stacks.clients.iam.getRole({ RoleName: before.Role })).Role?.Description, 'old');
    const { logGroups: kept } = await stacks.clients.logs.describeLogGroups({ logGroupNamePrefix: 'kept' });
    assert.equal(kept?.[0]?.retentionInDays, 1);
    assert.deepEqual(stack.Parameters, [{ ParameterKey: 'P', ParameterValue: 'a' }]);
    assert.equal((await stacks.cloudformation.getTemplate({ StackName: 'fleet' })).TemplateBody, good);
    // and the stack is as good as before
    assert.equal(
      (await stacks.update(bad.replace('LogGroupName: kept}}', 'LogGroupName: fine}}'))).StackStatus,
      'UPDATE_COMPLETE',
    );
    assert.deepEqual(await logGroups(stacks), ['added', 'fine', 'kept', 'new']);
  });

  test('stays as it is, if asked to, and the next one mends it or goes all the way back', async (t) => {
    const stacks = await openStacks(t);
    await stacks.create(good);
    const before = await stacks.physicalIds();
    assert.equal((await stacks.update(bad, { DisableRollback: true })).StackStatus, 'UPDATE_FAILED');
    assert.deepEqual(await logGroups(stacks), ['added', 'kept', 'new', 'old', 'removed']);
    assert.equal((await stacks.update(bad)).StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
    assert.deepEqual(await stacks.physicalIds(), before);
    assert.deepEqual(await logGroups(stacks), ['kept', 'old', 'removed']);
  });
});

describe('exports', () => {
  const exporting = (value: string) =>
    `Resources: {Log: ${log(`LogGroupName: ${value}`)}}\nOutputs: {O: {Value: !Ref Log, Export: {Name: the-log}}}`;
  const importing = `Resources: {Role: ${roleFor(lambda, ', Description: !ImportValue the-log')}}`;

  test('are imported by other stacks, and stay as long as they are', async (t) => {
    const stacks = await openStacks(t);
    const { StackId } = await stacks.create(exporting('a'));
    await stacks.create(importing, { StackName: 'user' });
    assert.deepEqual((await stacks.cloudformation.listExports({})).Exports, [
      { ExportingStackId: StackId, Name: 'the-log', Value: 'a' },
    ]);
    assert.deepEqual((await stacks.cloudformation.listImports({ ExportName: 'the-log' })).Imports, ['user']);

    const updated = await stacks.update(exporting('b'));
    assert.equal(updated.StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
    assert.ok(
      (await stacks.told()).includes(
        'fleet UPDATE_ROLLBACK_IN_PROGRESS: Cannot update export the-log as it is in use by user. ',
      ),
    );
    const deleted = await stacks.remove();
    assert.equal(deleted.StackStatus, 'DELETE_FAILED');
    assert.match(deleted.StackStatusReason!, /Cannot delete export the-log as it is in use by user/);

    await stacks.cloudformation.deleteStack({ StackName: 'user' });
    for (;;)
      if (!(await stacks.cloudformation.describeStacks({})).Stacks!.some((one) => one.StackName === 'user')) break;
    assert.equal((await stacks.remove()).StackStatus, 'DELETE_COMPLETE');
  });

  test('have names of their own in the Region', async (t) => {
    const stacks = await openStacks(t);
    await stacks.create(exporting('a'));
    const other = await stacks.create(exporting('b'), { StackName: 'other' });
    assert.equal(other.StackStatus, 'ROLLBACK_COMPLETE');
    assert.ok(
      (await stacks.told(other.StackId)).includes(
        'other ROLLBACK_IN_PROGRESS: Export with name the-log is already exported by stack fleet. Rollback requested by user.',
      ),
    );
  });
});
