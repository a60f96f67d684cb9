import assert from 'node:assert/strict';
import { afterEach, describe, mock, test } from 'node:test';
import { EC2Client } from '@aws-sdk/client-ec2';
import { script, serviceError } from '../testing/scripted-client.ts';
import { handler } from './instance-starter.ts';

const instanceId = 'i-0123456789abcdef0';

describe('InstanceStarter', () => {
  afterEach(() => mock.restoreAll());

  test('starts the instance and says what changed', async () => {
    const calls = script(EC2Client, {
      StartInstances: {
        StartingInstances: [
          { InstanceId: instanceId, PreviousState: { Name: 'stopped' }, CurrentState: { Name: 'pending' } },
        ],
      },
    });
    assert.deepEqual(await handler({ instanceId }), { instanceId, previousState: 'stopped', state: 'pending' });
    assert.deepEqual(calls, [{ operation: 'StartInstances', input: { InstanceIds: [instanceId] } }]);
  });

  test('passes on the error of EC2 under its name', async () => {
    script(EC2Client, { StartInstances: serviceError('InsufficientInstanceCapacity') });
    await assert.rejects(handler({ instanceId }), { name: 'InsufficientInstanceCapacity' });
  });

  for (const bad of [undefined, '', '{{RESOURCE_ID}}', 'mi-0123456789abcdef0', ['i-0123456789abcdef0']]) {
    test(`refuses ${JSON.stringify(bad)} for an instance id, before any call`, async () => {
      const calls = script(EC2Client, {});
      await assert.rejects(handler({ instanceId: bad as string }), {
        name: 'InvalidEvent',
        message: /^instanceId must be/,
      });
      assert.deepEqual(calls, []);
    });
  }
});
