import assert from 'node:assert/strict';
import { afterEach, describe, mock, test } from 'node:test';
import { SSMClient } from '@aws-sdk/client-ssm';
import { script, serviceError } from '../testing/scripted-client.ts';
import { handler } from './instance-patcher.ts';

const instanceId = 'i-0123456789abcdef0';
const event = { instanceId, operation: 'Install', rebootOption: 'RebootIfNeeded' } as const;

describe('InstancePatcher', () => {
  afterEach(() => mock.restoreAll());

  test('sends AWS-RunPatchBaseline to the one instance and answers with the command’s id', async () => {
    const commandId = '11111111-2222-3333-4444-555555555555';
    const calls = script(SSMClient, { SendCommand: { Command: { CommandId: commandId } } });
    assert.deepEqual(await handler(event), { instanceId, commandId, operation: 'Install', sends: 1 });
    assert.deepEqual(calls, [
      {
        operation: 'SendCommand',
        input: {
          DocumentName: 'AWS-RunPatchBaseline',
          InstanceIds: [instanceId],
          Parameters: { Operation: ['Install'], RebootOption: ['RebootIfNeeded'] },
          Comment: undefined,
          TimeoutSeconds: 600,
        },
      },
    ]);
  });

  test('counts how often it was sent: what was lost is sent again', async () => {
    script(SSMClient, { SendCommand: { Command: { CommandId: 'second' } } });
    assert.equal((await handler({ ...event, sends: 1 })).sends, 2);
  });

  test('does not send again what an earlier call has sent, whose answer was lost', async () => {
    const sent: { CommandId: string; Comment: string }[] = [{ CommandId: 'other', Comment: 'wakepatch other 1' }];
    const calls = script(SSMClient, {
      ListCommands: () => ({ Commands: sent }),
      SendCommand: ({ Comment }: { Comment: string }) => {
        sent.push({ CommandId: `command-${sent.length}`, Comment });
        return { Command: { CommandId: `command-${sent.length - 1}` } };
      },
    });
    const mine = { ...event, execution: '7d9b2f6e-0000-4000-8000-000000000001' };
    assert.equal((await handler(mine)).commandId, 'command-1');
    assert.equal((await handler(mine)).commandId, 'command-1');
    assert.equal((await handler({ ...mine, sends: 1 })).commandId, 'command-2');
    assert.equal(calls.filter(({ operation }) => operation === 'SendCommand').length, 2);
  });

  test('passes on that the agent has not reported under the name by which it is retried', async () => {
    script(SSMClient, { SendCommand: serviceError('InvalidInstanceId') });
    await assert.rejects(handler(event), { name: 'InvalidInstanceId' });
  });

  test('refuses an event without an instance, which would be a command to nobody or everybody', async () => {
    const calls = script(SSMClient, {});
    await assert.rejects(handler({ ...event, instanceId: '*' }), { name: 'InvalidEvent' });
    assert.deepEqual(calls, []);
  });
});
