import assert from 'node:assert/strict';
import { afterEach, describe, mock, test } from 'node:test';
import { EC2Client } from '@aws-sdk/client-ec2';
import { beginning, described, instanceId, leaseOf } from '../testing/maintenance.ts';
import { script, serviceError } from '../testing/scripted-client.ts';
import { handler } from './instance-starter.ts';

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
    assert.deepEqual(await handler({ instanceId }), {
      instanceId,
      started: true,
      previousState: 'stopped',
      state: 'pending',
    });
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

  describe('within a maintenance', () => {
    const leased = { DescribeInstances: described('stopped', { Tags: [leaseOf()] }) };
    const MAY_PASS = ['InsufficientInstanceCapacity', 'InsufficientHostCapacity', 'IncorrectInstanceState'];

    test('starts only what its execution has a lease on', async () => {
      for (const Tags of [[], [leaseOf('other')]]) {
        const calls = script(EC2Client, { DescribeInstances: described('stopped', { Tags }) });
        await assert.rejects(handler(beginning), { name: 'LeaseLost' });
        assert.deepEqual(
          calls.map(({ operation }) => operation),
          ['DescribeInstances'],
        );
      }
      script(EC2Client, { ...leased, StartInstances: {} });
      assert.equal((await handler(beginning)).started, true);
    });

    for (const error of MAY_PASS) {
      test(`${error} may pass: it is tried again as long as there is time`, async () => {
        script(EC2Client, { ...leased, StartInstances: serviceError(error) });
        const refused = { instanceId, started: false, because: `${error} (from the test)`, waitSeconds: 30 };
        assert.deepEqual(await handler(beginning), refused);
        assert.deepEqual(await handler({ ...beginning, now: '2030-01-31T02:59:59.000Z' }), refused);
        await assert.rejects(handler({ ...beginning, now: '2030-01-31T03:00:00.000Z' }), { name: error });
      });
    }

    test('gives up sooner on what is known to take long', async () => {
      script(EC2Client, { ...leased, StartInstances: serviceError('InsufficientInstanceCapacity') });
      const slow = { bootSeconds: 60, patchSeconds: 5400, stopSeconds: 60 };
      await assert.rejects(handler({ ...beginning, ...slow }), { name: 'InsufficientInstanceCapacity' });
    });

    test('does not try again what will not pass', async () => {
      script(EC2Client, { ...leased, StartInstances: serviceError('UnauthorizedOperation') });
      await assert.rejects(handler(beginning), { name: 'UnauthorizedOperation' });
    });
  });
});
