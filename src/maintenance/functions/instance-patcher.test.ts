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
    assert.deepEqual(await handler(event), { instanceId, commandId, operation: 'Install' });
    assert.deepEqual(calls, [
      {
        operation: 'SendCommand',
        input: {
          DocumentName: 'AWS-RunPatchBaseline',
          InstanceIds: [instanceId],
          Parameters: { Operation: ['Install'], RebootOption: ['RebootIfNeeded'] },
          TimeoutSeconds: 600,
        },
      },
    ]);
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
