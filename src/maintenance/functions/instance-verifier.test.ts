import assert from 'node:assert/strict';
import { afterEach, describe, mock, test } from 'node:test';
import { SSMClient } from '@aws-sdk/client-ssm';
import { beginning, instanceId } from '../testing/maintenance.ts';
import { script, serviceError } from '../testing/scripted-client.ts';
import { handler } from './instance-verifier.ts';

const event = {
  ...beginning,
  checkBefore: 'before',
  checkAfter: 'after',
  sentAt: '2030-01-31T02:32:00.000Z',
};
const SKIPPED = `Step execution skipped due to unsatisfied preconditions: '"StringEquals": [platformType, Windows]'`;
const OUTPUT: Record<string, string> = {
  before: 'boot 1\nusers\npackages\nbash\t1\nend\n',
  after: 'boot 2\nusers\nann pts/0\npackages\nbash\t2\nend\n',
};
const checks = {
  GetCommandInvocation: ({ CommandId, PluginName }: { CommandId: string; PluginName: string }) => ({
    StandardOutputContent: PluginName === 'check' ? OUTPUT[CommandId] : SKIPPED,
  }),
};
const patchState = (more: object = {}) => ({
  DescribeInstancePatchStates: {
    InstancePatchStates: [
      {
        InstanceId: instanceId,
        BaselineId: 'pb-1',
        MissingCount: 0,
        FailedCount: 0,
        OperationEndTime: new Date('2030-01-31T02:36:00Z'),
        ...more,
      },
    ],
  },
});
const complianceOf = async (state: object, more: object = {}) => {
  script(SSMClient, { ...checks, ...patchState(state), DescribeInstancePatches: {} });
  return (await handler({ ...event, ...more })).compliance;
};

describe('InstanceVerifier', () => {
  afterEach(() => mock.restoreAll());

  test('tells who is logged in, and proves nothing, where no patch command was sent', async () => {
    const calls = script(SSMClient, checks);
    assert.deepEqual(await handler({ ...event, sentAt: undefined }), { instanceId, users: ['ann'] });
    assert.deepEqual(await handler({ ...event, sentAt: undefined, checkAfter: undefined }), { instanceId, users: [] });
    assert.equal(calls.length, 1);
  });

  test('answers with the patch state, who is logged in and which packages changed', async () => {
    const calls = script(SSMClient, { ...checks, ...patchState() });
    assert.deepEqual(await handler(event), {
      instanceId,
      compliance: 'Clean',
      baselineId: 'pb-1',
      counts: {
        missing: 0,
        failed: 0,
        critical: 0,
        security: 0,
        pendingReboot: 0,
        at: new Date('2030-01-31T02:36:00Z'),
      },
      missing: [],
      users: ['ann'],
      changes: [{ name: 'bash', from: '1', to: '2' }],
    });
    assert.deepEqual(calls.find(({ operation }) => operation === 'GetCommandInvocation')?.input, {
      InstanceId: instanceId,
      CommandId: 'before',
      PluginName: 'check',
    });
  });

  test('reads the check of the step for Windows where the other was skipped', async () => {
    const windows = { before: OUTPUT.before!, after: OUTPUT.after!.replace('bash', 'Some Program') };
    script(SSMClient, {
      ...patchState(),
      GetCommandInvocation: ({ CommandId, PluginName }: { CommandId: 'before' | 'after'; PluginName: string }) => ({
        StandardOutputContent: PluginName === 'checkWindows' ? windows[CommandId] : SKIPPED,
      }),
    });
    const { users, changes } = await handler(event);
    assert.deepEqual(users, ['ann']);
    assert.deepEqual(changes, [
      { name: 'Some Program', from: undefined, to: '2' },
      { name: 'bash', from: '1', to: undefined },
    ]);
  });

  test('names what is missing, up to fifty', async () => {
    const calls = script(SSMClient, {
      ...checks,
      ...patchState({ MissingCount: 2 }),
      DescribeInstancePatches: { Patches: [{ Title: 'bash.amd64:3' }, { Title: 'curl.amd64:1' }] },
    });
    const { compliance, missing } = await handler(event);
    assert.deepEqual([compliance, missing], ['PatchesMissing', ['bash.amd64:3', 'curl.amd64:1']]);
    assert.deepEqual(calls.at(-1)?.input, {
      InstanceId: instanceId,
      Filters: [{ Key: 'State', Values: ['Missing', 'Failed'] }],
      MaxResults: 50,
    });
  });

  test('believes no patch state from before the command', async () => {
    assert.equal(await complianceOf({ OperationEndTime: new Date('2030-01-31T02:31:59Z') }), 'NoPatchState');
  });

  test('takes a patch state for none where there is none', async () => {
    script(SSMClient, { ...checks, DescribeInstancePatchStates: { InstancePatchStates: [] } });
    assert.equal((await handler(event)).compliance, 'NoPatchState');
  });

  test('goes by the severity that counts', async () => {
    const lacking = { MissingCount: 1, SecurityNonCompliantCount: 1 };
    assert.equal(await complianceOf(lacking, { severity: 'Critical' }), 'Clean');
    assert.equal(await complianceOf(lacking, { severity: 'Security' }), 'PatchesMissing');
    await assert.rejects(complianceOf(lacking, { severity: 'Low' }), { name: 'InvalidEvent' });
  });

  test('sees that a reboot is due by the patch state, and by the machine itself', async () => {
    assert.equal(await complianceOf({ InstalledPendingRebootCount: 1 }), 'RebootPending');
    mock.restoreAll();
    script(SSMClient, {
      ...patchState(),
      GetCommandInvocation: { StandardOutputContent: 'boot 2\nreboot\nusers\npackages\nend\n' },
    });
    assert.equal((await handler(event)).compliance, 'RebootPending');
  });

  test('does without the checks where there were none', async () => {
    const calls = script(SSMClient, patchState());
    const answer = await handler({ ...event, checkBefore: undefined, checkAfter: undefined });
    assert.deepEqual([answer.compliance, answer.users, answer.changes], ['Clean', [], undefined]);
    assert.ok(calls.every(({ operation }) => operation !== 'GetCommandInvocation'));
  });

  test('passes on the errors of Systems Manager under their names', async () => {
    script(SSMClient, { ...checks, DescribeInstancePatchStates: serviceError('ThrottlingException') });
    await assert.rejects(handler(event), { name: 'ThrottlingException' });
  });
});
