import assert from 'node:assert/strict';
import { afterEach, describe, mock, test } from 'node:test';
import { SSMClient } from '@aws-sdk/client-ssm';
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

const online = (version = '3.3.1') => ({
  DescribeInstanceInformation: {
    InstanceInformationList: [
      {
        InstanceId: instanceId,
        PingStatus: 'Online',
        LastPingDateTime: new Date('2030-01-31T02:09:00Z'),
        AgentVersion: version,
      },
    ],
  },
});

/** As Run Command has it: a step for each platform, of which the others are skipped. */
const invocation = (Status: string, own: object = {}) => ({
  CommandInvocations: [
    {
      Status,
      StatusDetails: Status,
      CommandPlugins: [
        { Name: 'PatchWindows', Status: 'Success', ResponseCode: 0, Output: 'Step execution skipped' },
        { Name: 'PatchLinux', Status, ResponseCode: Status === 'Success' ? 0 : -1, Output: '', ...own },
        { Name: 'PatchMacOS', Status: 'Success', ResponseCode: 0, Output: 'Step execution skipped' },
      ],
    },
  ],
});

describe('InstancePatchPoller', () => {
  afterEach(() => mock.restoreAll());

  test('is done when the command has succeeded', async () => {
    const calls = script(SSMClient, { ...online(), ListCommandInvocations: invocation('Success') });
    assert.deepEqual(await handler(event), {
      instanceId,
      commandId,
      status: 'Success',
      sendAgain: false,
      done: true,
      waitSeconds: 0,
    });
    assert.deepEqual(calls[0], {
      operation: 'ListCommandInvocations',
      input: { InstanceId: instanceId, CommandId: commandId, Details: true },
    });
  });

  test('says that it is under way, and when to look again', async () => {
    script(SSMClient, { ...online(), ListCommandInvocations: invocation('InProgress') });
    assert.deepEqual(await handler(event), {
      instanceId,
      commandId,
      status: 'InProgress',
      sendAgain: false,
      done: false,
      waitSeconds: 60,
      because: 'its patch command is InProgress',
    });
  });

  test('waits for an invocation that Run Command does not know yet', async () => {
    script(SSMClient, { ...online(), ListCommandInvocations: { CommandInvocations: [] } });
    assert.equal((await handler(event)).done, false);
    await assert.rejects(handler({ ...event, now: '2030-01-31T04:10:00.000Z' }), { name: 'PatchNotFinished' });
  });

  test('fails as the command did, quoting it', async () => {
    script(SSMClient, {
      ...online(),
      ListCommandInvocations: invocation('Failed', {
        ResponseCode: 156,
        Output: 'Get:1 bookworm\n----------ERROR-------\nE: Unable to fetch some archives\n',
      }),
    });
    await assert.rejects(handler(event), {
      name: 'PatchFailed',
      message: `${instanceId}: its patch command ended as Failed with exit code 156: E: Unable to fetch some archives`,
    });
  });

  test('passes on any other error under its name', async () => {
    script(SSMClient, { ...online(), ListCommandInvocations: serviceError('ThrottlingException') });
    await assert.rejects(handler(event), { name: 'ThrottlingException' });
  });

  describe('of a command that its agent has lost by updating itself', () => {
    const lost = { ...online('3.3.2'), ListCommandInvocations: invocation('InProgress') };

    test('says that it is to be sent again', async () => {
      script(SSMClient, lost);
      const answer = await handler({ ...event, agentVersion: '3.3.1', sends: 1 });
      assert.deepEqual(answer, {
        instanceId,
        commandId,
        status: 'InProgress',
        done: false,
        sendAgain: true,
        because: 'its patch command is lost: its agent was 3.3.1 and is 3.3.2',
      });
    });

    test('fails the second time', async () => {
      script(SSMClient, lost);
      await assert.rejects(handler({ ...event, agentVersion: '3.3.1', sends: 2 }), { name: 'CommandLost' });
    });
  });

  test('gives up when the instance has to stop, and when its agent does not come back', async () => {
    script(SSMClient, {
      DescribeInstanceInformation: {
        InstanceInformationList: [
          { InstanceId: instanceId, PingStatus: 'ConnectionLost', LastPingDateTime: new Date(event.since) },
        ],
      },
      ListCommandInvocations: invocation('InProgress'),
    });
    await assert.rejects(handler({ ...event, latest: event.now }), { name: 'WindowEnded' });
    await assert.rejects(handler({ ...event, silenceLimitSeconds: 600 }), { name: 'AgentLost' });
    assert.equal((await handler({ ...event, silenceLimitSeconds: 601 })).done, false);
  });
});
