import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { EC2Client } from '@aws-sdk/client-ec2';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { leaseOf } from '../testing/maintenance.ts';
import { script, serviceError } from '../testing/scripted-client.ts';
import { simulateEvidence } from '../testing/simulated-evidence.ts';
import { handler } from './lease-sweeper.ts';

const event = { time: '2030-01-31T04:05:00Z' };
const expired = (found = 'stopped', owner = 'dead') => leaseOf(owner, found, '2030-01-31T04:00:00.000Z');
const live = leaseOf('alive', 'stopped', '2030-01-31T06:00:00.000Z');
const hold = { Key: 'wakepatch:hold', Value: '2030-02-01' };

interface Given {
  state?: string;
  tags?: { Key: string; Value: string }[];
  /** what StopInstances throws */
  stop?: string;
}

interface Input {
  Filters: object[];
  InstanceIds: string[];
  Resources: string[];
  Tags: { Key: string }[];
}

/** Instances behind the client, in pages of one. */
function account(...given: Given[]) {
  const ids = given.map((_, index) => `i-${index}`);
  const calls = script(EC2Client, {
    DescribeInstances: ({ NextToken = '0' }: { NextToken?: string }) => {
      const { state = 'running', tags = [expired()] } = given[Number(NextToken)]!;
      const next = Number(NextToken) + 1;
      return {
        Reservations: [{ Instances: [{ InstanceId: ids[next - 1], State: { Name: state }, Tags: tags }] }],
        NextToken: next < given.length ? String(next) : undefined,
      };
    },
    StopInstances: ({ InstanceIds: [id] }: { InstanceIds: string[] }) => {
      const { stop } = given[ids.indexOf(id!)]!;
      return stop ? serviceError(stop) : {};
    },
    DeleteTags: {},
  });
  const inputs = (name: string) =>
    calls.filter(({ operation }) => operation === name).map(({ input }) => input as Input);
  return {
    asked: () => inputs('DescribeInstances')[0],
    stops: () => inputs('StopInstances').flatMap(({ InstanceIds }) => InstanceIds),
    ended: () => inputs('DeleteTags').map(({ Resources, Tags }) => [Resources[0], ...Tags.map(({ Key }) => Key)]),
  };
}

describe('LeaseSweeper', () => {
  let told: ReturnType<typeof simulateEvidence>;
  const alarms = () => told.events.map(({ type, detail }) => [type, detail.instanceId]);
  beforeEach(() => {
    told = simulateEvidence();
  });
  afterEach(() => mock.restoreAll());

  test('stops what was woken and never put back, raises the alarm and ends the lease', async () => {
    const { asked, stops, ended } = account({});
    assert.deepEqual(await handler(event), { stopped: ['i-0'], failed: [] });
    assert.deepEqual(asked()?.Filters, [{ Name: 'tag-key', Values: ['wakepatch:lease:*'] }]);
    assert.deepEqual(stops(), ['i-0']);
    assert.deepEqual(ended(), [['i-0', 'wakepatch:lease:dead']]);
    assert.deepEqual(alarms(), [['wakepatch LeftAwake', 'i-0']]);
    assert.equal(told.messages[0]?.subject, 'LeftAwake: i-0');
    assert.match(told.messages[0]?.text ?? '', /its lease has expired; the sweeper stops it$/);
  });

  const onlyEnded: [string, Given][] = [
    ['that was found running', { tags: [expired('running')] }],
    ['that is stopped', { state: 'stopped' }],
    ['that people hold', { tags: [expired(), hold] }],
    ['that another execution has now', { tags: [expired(), live] }],
  ];
  for (const [what, given] of onlyEnded)
    test(`only ends the lease of an instance ${what}`, async () => {
      const { stops, ended } = account(given);
      assert.deepEqual(await handler(event), { stopped: [], failed: [] });
      assert.deepEqual([stops(), alarms()], [[], []]);
      assert.deepEqual(ended(), [['i-0', 'wakepatch:lease:dead']]);
    });

  const untouched: [string, Given][] = [
    ['under a live lease', { tags: [live] }],
    ['that is gone', { state: 'terminated' }],
  ];
  for (const [what, given] of untouched)
    test(`does nothing to an instance ${what}`, async () => {
      const { stops, ended } = account(given);
      assert.deepEqual(await handler(event), { stopped: [], failed: [] });
      assert.deepEqual([stops(), ended(), alarms()], [[], [], []]);
    });

  test('stops an instance if any of its expired leases says that it was woken, and ends all of them', async () => {
    const { stops, ended } = account({ tags: [expired('running', 'one'), expired('stopped', 'two')] });
    await handler(event);
    assert.deepEqual(stops(), ['i-0']);
    assert.deepEqual(ended(), [['i-0', 'wakepatch:lease:one', 'wakepatch:lease:two']]);
  });

  test('is not kept from the others by one that cannot be stopped: that keeps its lease, and is an alarm', async () => {
    const { stops, ended } = account({}, { stop: 'OperationNotPermitted' }, {});
    assert.deepEqual(await handler(event), { stopped: ['i-0', 'i-2'], failed: ['i-1'] });
    assert.deepEqual(stops(), ['i-0', 'i-1', 'i-2']);
    assert.deepEqual(
      ended().map(([id]) => id),
      ['i-0', 'i-2'],
    );
    assert.deepEqual(alarms().toSorted(), [
      ['wakepatch LeftAwake', 'i-0'],
      ['wakepatch LeftAwake', 'i-1'],
      ['wakepatch LeftAwake', 'i-2'],
    ]);
    assert.match(told.messages.at(-1)?.text ?? '', /OperationNotPermitted/);
  });

  test('stops all though no alarm can be raised, and fails then', async () => {
    for (const client of [SNSClient, EventBridgeClient]) {
      const { stops } = account({}, {});
      script(client, { Publish: serviceError('InternalError'), PutEvents: serviceError('InternalError') });
      await assert.rejects(handler(event), { name: 'InternalError' });
      assert.deepEqual(stops(), ['i-0', 'i-1']);
    }
  });

  test('goes by the time that it is told', async () => {
    const { stops } = account({});
    await handler({ time: '2030-01-31T03:59:59Z' });
    assert.deepEqual(stops(), []);
    await assert.rejects(handler({} as never), { name: 'InvalidEvent' });
  });
});
