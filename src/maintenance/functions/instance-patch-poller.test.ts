import assert from 'node:assert/strict';
import { afterEach, describe, mock, test } from 'node:test';
import { InvocationDoesNotExist, SSMClient } from '@aws-sdk/client-ssm';
import { script, serviceError } from '../testing/scripted-client.ts';
import { handler } from './instance-patch-poller.ts';

const instanceId = 'i-0123456789abcdef0';
const commandId = '11111111-2222-3333-4444-555555555555';
const event = {
  instanceId,
  commandId,
  since: '2030-01-31T02:00:00.000Z',
  now: '2030-01-31T02:10:00.000Z',
  limitSeconds: 7500,
  intervalSeconds: 15,
};

describe('InstancePatchPoller', () => {
  afterEach(() => mock.restoreAll());

  test('is done when the command has succeeded', async () => {
    const calls = script(SSMClient, { GetCommandInvocation: { Status: 'Success', ResponseCode: 0 } });
    assert.deepEqual(await handler(event), { instanceId, commandId, status: 'Success', done: true, waitSeconds: 0 });
    assert.deepEqual(calls, [
      { operation: 'GetCommandInvocation', input: { InstanceId: instanceId, CommandId: commandId } },
    ]);
  });

  test('says that it is under way, and when to look again', async () => {
    script(SSMClient, { GetCommandInvocation: { Status: 'InProgress' } });
    assert.deepEqual(await handler(event), {
      instanceId,
      commandId,
      status: 'InProgress',
      done: false,
      waitSeconds: 30,
      because: 'its patch command is InProgress',
    });
  });

  test('waits for an invocation that Run Command does not know yet', async () => {
    const unknown = new InvocationDoesNotExist({ message: '', $metadata: {} });
    script(SSMClient, { GetCommandInvocation: unknown });
    assert.equal((await handler(event)).done, false);
    await assert.rejects(handler({ ...event, now: '2030-01-31T04:10:00.000Z' }), { name: 'PatchNotFinished' });
  });

  test('fails as the command did, quoting it', async () => {
    script(SSMClient, {
      GetCommandInvocation: {
        Status: 'Failed',
        StatusDetails: 'Failed',
        ResponseCode: 156,
        StandardErrorContent: 'E: Unable to fetch some archives\n',
      },
    });
    await assert.rejects(handler(event), {
      name: 'PatchFailed',
      message: `${instanceId}: its patch command ended as Failed with exit code 156: E: Unable to fetch some archives`,
    });
  });

  test('passes on any other error under its name', async () => {
    script(SSMClient, { GetCommandInvocation: serviceError('ThrottlingException') });
    await assert.rejects(handler(event), { name: 'ThrottlingException' });
  });
});
