import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ResourceGroupsClient } from '@aws-sdk/client-resource-groups';
import { SSMClient } from '@aws-sdk/client-ssm';
import { leaseOf } from '../testing/maintenance.ts';
import { script } from '../testing/scripted-client.ts';
import { simulateEvidence } from '../testing/simulated-evidence.ts';
import { handler } from './fleet-planner.ts';

const settings = {
  tagKey: 'Patch',
  tagValue: 'asleep',
  instanceIds: '',
  resourceGroup: '',
  excludeTagKey: 'wakepatch:exclude',
  afterPatching: 'RestoreFoundState',
  durationHours: 2,
  cutoffHours: 1,
  expectedMinutes: 30,
  canaries: '1',
  maxConcurrency: '25%',
  maxErrors: '50%',
  staleDays: 35,
};
const began = '2030-01-31T02:00:00.000Z';
const event = { execution: 'fleet', began, now: '2030-01-31T02:00:01.000Z' };
const run = 'runs/2030-01-31/fleet';

interface Given {
  id: string;
  state?: string;
  tags?: Record<string, string>;
}

/** Instances behind the client, in pages of two; and what the planner was asked to go by. */
function account(instances: Given[], changed: Partial<typeof settings> = {}) {
  process.env.FLEET_SETTINGS = JSON.stringify({ ...settings, ...changed });
  return script(EC2Client, {
    DescribeInstances: ({ NextToken = '0' }: { NextToken?: string }) => {
      const from = Number(NextToken);
      const page = instances.slice(from, from + 2).map(({ id, state = 'stopped', tags = {} }) => ({
        InstanceId: id,
        State: { Name: state },
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      }));
      return {
        Reservations: page.map((each) => ({ Instances: [each] })),
        NextToken: from + 2 < instances.length ? String(from + 2) : undefined,
      };
    },
  });
}
const verified = (date: string) => ({ 'wakepatch:verified': `${date}T00:00:00.000Z` });
const filtersOf = (calls: ReturnType<typeof account>) => (calls[0]!.input as { Filters: object[] }).Filters;

describe('FleetPlanner', () => {
  let evidence: ReturnType<typeof simulateEvidence>;
  beforeEach(() => {
    evidence = simulateEvidence();
  });
  afterEach(() => mock.restoreAll());
  const idsIn = (name: string) =>
    evidence.json<{ instanceId: string }[]>(`${run}/${name}.json`).map(({ instanceId }) => instanceId);

  describe('finds the instances', () => {
    const existing = { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] };

    test('with the tag, page by page, the stopped ones too', async () => {
      const calls = account([{ id: 'i-1' }, { id: 'i-2' }, { id: 'i-3', state: 'running' }]);
      assert.equal((await handler(event)).selected, 3);
      assert.deepEqual(filtersOf(calls), [existing, { Name: 'tag:Patch', Values: ['asleep'] }]);
      assert.equal(calls.length, 2);
    });

    test('named by id', async () => {
      const calls = account([{ id: 'i-1' }, { id: 'i-2' }], { tagKey: '', tagValue: '', instanceIds: 'i-1,i-2' });
      assert.equal((await handler(event)).selected, 2);
      assert.deepEqual(filtersOf(calls), [existing, { Name: 'instance-id', Values: ['i-1', 'i-2'] }]);
    });

    test('with the tag that are members of a resource group, page by page', async () => {
      account([{ id: 'i-1' }, { id: 'i-2' }, { id: 'i-3' }], { resourceGroup: 'web' });
      const arn = (id: string) => ({
        Identifier: { ResourceArn: `arn:aws:ec2:us-east-1:123456789012:instance/${id}` },
      });
      const calls = script(ResourceGroupsClient, {
        ListGroupResources: ({ NextToken }: { NextToken?: string }) =>
          NextToken ? { Resources: [arn('i-3'), arn('i-4')] } : { Resources: [arn('i-1')], NextToken: 'more' },
      });
      assert.equal((await handler(event)).selected, 2);
      assert.deepEqual([...idsIn('canaries'), ...idsIn('rest')], ['i-1', 'i-3']);
      assert.equal((calls[0]!.input as { Group: string }).Group, 'web');
    });

    test('and refuses to find none: an empty selection is never all', async () => {
      for (const nothing of [
        { tagKey: '', tagValue: '' },
        { tagKey: 'Patch', tagValue: '' },
        { tagKey: '', tagValue: 'asleep' },
      ]) {
        const calls = account([{ id: 'i-1' }], nothing);
        await assert.rejects(handler(event), { name: 'EmptySelection' });
        assert.deepEqual(calls, []);
      }
      account([]);
      await assert.rejects(handler(event), { name: 'EmptySelection' });
      assert.equal(evidence.objects.size, 0);
    });
  });

  describe('plans', () => {
    const fleet = [
      { id: 'i-1', tags: verified('2030-01-20') },
      { id: 'i-2', tags: { ...verified('2029-12-01'), Name: 'web' } },
      { id: 'i-3' },
      { id: 'i-4', tags: { ...verified('2030-01-25'), 'wakepatch:outcome': 'Skipped NotEnoughTime' } },
      { id: 'i-5', tags: { ...verified('2029-01-01'), 'wakepatch:exclude': '' } },
      { id: 'i-6', tags: { [leaseOf('other').Key]: leaseOf('other').Value } },
    ];

    test('the canaries first, then the rest, in the order in which they are due', async () => {
      account(fleet, { canaries: '2' });
      assert.deepEqual(await handler(event), {
        run,
        end: '2030-01-31T04:00:00.000Z',
        selected: 6,
        planned: 4,
        canaries: 2,
        maxConcurrency: 1,
        maxErrors: 2,
        typical: { bootSeconds: 0, patchSeconds: 0, stopSeconds: 0 },
      });
      assert.deepEqual(idsIn('canaries'), ['i-4', 'i-3']);
      assert.deepEqual(idsIn('rest'), ['i-2', 'i-1']);
    });

    test('and tells what is typical by the tags of those that were measured, whether they are planned or not', async () => {
      const timings = ['40 600 20', '50 700 30', '60 7200 40'];
      const measured = timings.map((timing, index) => ({
        id: `i-1${index}`,
        tags: { 'wakepatch:timing': timing, 'wakepatch:exclude': '' },
      }));
      account([...fleet, ...measured]);
      const { typical } = await handler(event);
      assert.deepEqual(typical, { bootSeconds: 50, patchSeconds: 700, stopSeconds: 30 });
    });

    test('and answers in few words, however many there are: what a state passes on has 256 KiB at most', async () => {
      account(Array.from({ length: 2000 }, (_, index) => ({ id: `i-${index}` })));
      const answer = await handler(event);
      assert.equal(answer.planned, 2000);
      assert.ok(JSON.stringify(answer).length < 1000);
      assert.equal(idsIn('rest').length, 1999);
    });

    test('with what each child execution is told', async () => {
      account(fleet);
      await handler(event);
      assert.deepEqual(evidence.json(`${run}/canaries.json`), [
        { instanceId: 'i-4', run, end: '2030-01-31T04:00:00.000Z', maxErrors: 2 },
      ]);
    });

    test('and says why it passes over each of the others', async () => {
      account(fleet);
      await handler(event);
      const { members } = evidence.json<{ members: { instanceId: string; admitted: boolean; reason?: string }[] }>(
        `${run}/plan.json`,
      );
      const passedOver = members
        .filter(({ admitted }) => !admitted)
        .map(({ instanceId, reason }) => [instanceId, reason]);
      assert.deepEqual(passedOver, [
        ['i-6', 'Leased'],
        ['i-5', 'Excluded'],
      ]);
    });

    test('and names those beyond the objective of staleness', async () => {
      account(fleet);
      await handler(event);
      const { members } = evidence.json<{ members: { instanceId: string; stale: boolean }[] }>(`${run}/plan.json`);
      const stale = members.filter((each) => each.stale).map(({ instanceId }) => instanceId);
      assert.deepEqual(stale.sort(), ['i-2', 'i-3', 'i-5', 'i-6']);
    });

    test('no canaries if none are wanted, and one at a time at least', async () => {
      account(fleet, { canaries: '0', maxConcurrency: '1%', maxErrors: '0' });
      const { canaries, maxConcurrency, maxErrors } = await handler(event);
      assert.deepEqual([canaries, maxConcurrency, maxErrors], [0, 1, 0]);
      assert.deepEqual(idsIn('canaries'), []);
      assert.equal(idsIn('rest').length, 4);
    });

    test('nobody where all are passed over: that is no error', async () => {
      account([{ id: 'i-1', tags: { 'wakepatch:hold': '2031-01-01' } }]);
      assert.equal((await handler(event)).planned, 0);
      assert.deepEqual([idsIn('canaries'), idsIn('rest')], [[], []]);
    });

    test('the same whoever wrote what on the tags: what is no time is never verified', async () => {
      account([
        { id: 'i-1', tags: verified('2029-01-01') },
        { id: 'i-2', tags: { 'wakepatch:verified': 'long ago' } },
      ]);
      await handler(event);
      assert.deepEqual([...idsIn('canaries'), ...idsIn('rest')], ['i-2', 'i-1']);
    });
  });

  describe('knows the end of the window', () => {
    test('as it is given, or from the window that opened', async () => {
      account([{ id: 'i-1' }]);
      assert.equal((await handler({ ...event, end: '2030-01-31T03:30:00Z' })).end, '2030-01-31T03:30:00.000Z');
      script(SSMClient, { GetMaintenanceWindowExecution: { StartTime: new Date('2030-01-31T01:00:00Z') } });
      assert.equal((await handler({ ...event, windowExecutionId: 'opening' })).end, '2030-01-31T03:00:00.000Z');
    });

    test('and plans nobody for whom there is not enough time', async () => {
      account([{ id: 'i-1' }]);
      assert.equal((await handler({ ...event, end: '2030-01-31T02:30:00Z' })).planned, 0);
    });
  });

  test('on a dry run answers with the plan, and writes nothing', async () => {
    const calls = account([
      { id: 'i-1', tags: { Name: 'web' } },
      { id: 'i-2', tags: { 'wakepatch:hold': '' } },
    ]);
    const answer = await handler({ ...event, dryRun: true });
    assert.ok('members' in answer);
    assert.deepEqual(
      answer.members.map(({ instanceId, admitted }) => [instanceId, admitted]),
      [
        ['i-1', true],
        ['i-2', false],
      ],
    );
    assert.equal(evidence.objects.size, 0);
    assert.ok(calls.every(({ operation }) => operation === 'DescribeInstances'));
  });
});
