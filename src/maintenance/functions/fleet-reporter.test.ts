import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import type { Totals } from '../rules/totals.ts';
import { simulateEvidence } from '../testing/simulated-evidence.ts';
import { handler } from './fleet-reporter.ts';

const run = 'runs/2030-01-31/fleet';
const event = {
  execution: 'fleet',
  began: '2030-01-31T02:00:00.000Z',
  now: '2030-01-31T03:00:00.000Z',
  durationHours: 2,
  cutoffHours: 1,
  expectedMinutes: 30,
  afterPatching: 'RestoreFoundState',
  run,
} as const;
const members = [
  { instanceId: 'i-1', name: 'web', admitted: true, stale: true },
  { instanceId: 'i-2', name: 'db', admitted: true, stale: true },
  { instanceId: 'i-3', admitted: false, reason: 'Excluded', because: 'it has the tag x', stale: true },
  { instanceId: 'i-4', admitted: true, stale: false },
];
const patched = {
  outcome: 'Patched',
  reason: 'Installed',
  compliance: 'Clean',
  foundState: 'stopped',
  awakeSeconds: 900,
  changes: [{ name: 'bash', from: '1', to: '2' }],
};

describe('FleetReporter', () => {
  let evidence: ReturnType<typeof simulateEvidence>;
  const tell = (instanceId: string, told: object) =>
    evidence.objects.set(`${run}/instances/${instanceId}.json`, JSON.stringify({ instanceId, ...told }));
  const report = () =>
    evidence.json<{ totals: Totals; instances: Record<string, unknown>[]; [member: string]: unknown }>(
      `${run}/report.json`,
    );
  beforeEach(() => {
    // Pages of two, so that there is more than one.
    evidence = simulateEvidence(2);
    evidence.objects.set(`${run}/plan.json`, JSON.stringify({ run, began: event.began, planned: 3, members }));
  });
  afterEach(() => mock.restoreAll());

  test('tells of each instance of the plan what the run came to on it, in the order of the plan', async () => {
    for (const { instanceId } of members) if (instanceId !== 'i-3') tell(instanceId, patched);
    await handler(event);
    assert.deepEqual(
      report().instances.map(({ instanceId, name, outcome, reason }) => [instanceId, name, outcome, reason]),
      [
        ['i-1', 'web', 'Patched', 'Installed'],
        ['i-2', 'db', 'Patched', 'Installed'],
        ['i-3', undefined, 'Skipped', 'Excluded'],
        ['i-4', undefined, 'Patched', 'Installed'],
      ],
    );
  });

  test('tells of those to which it never came that the run stopped before', async () => {
    tell('i-1', { outcome: 'PatchFailed', reason: 'CommandFailed' });
    await handler(event);
    assert.deepEqual(
      report().instances.map(({ outcome, reason }) => [outcome, reason]),
      [
        ['PatchFailed', 'CommandFailed'],
        ['Skipped', 'RunStopped'],
        ['Skipped', 'Excluded'],
        ['Skipped', 'RunStopped'],
      ],
    );
  });

  test('answers with the totals: outcomes, hours awake, and who is still too long without a verified patch', async () => {
    tell('i-1', patched);
    tell('i-2', { outcome: 'LeftAwake', reason: 'Unfinished', awakeSeconds: 900 });
    const { totals, failed } = await handler(event);
    assert.equal(failed, true);
    assert.deepEqual(totals, {
      outcomes: {
        Patched: 1,
        AlreadyCompliant: 0,
        NonCompliant: 0,
        PatchFailed: 0,
        WakeFailed: 0,
        Skipped: 2,
        LeftAwake: 1,
      },
      instanceHours: 0.5,
      stale: ['i-2', 'i-3'],
    });
    assert.deepEqual(report().totals, totals);
  });

  test('has not failed if every instance was patched, was compliant or was passed over', async () => {
    tell('i-1', patched);
    tell('i-2', { outcome: 'AlreadyCompliant', reason: 'Clean' });
    assert.equal((await handler(event)).failed, false);
    assert.equal(evidence.messages[0]?.subject, 'wakepatch: all well');
  });

  for (const outcome of ['NonCompliant', 'PatchFailed', 'WakeFailed', 'LeftAwake'])
    test(`has failed with one ${outcome}`, async () => {
      tell('i-1', { outcome, reason: 'Whatever' });
      assert.equal((await handler(event)).failed, true);
      assert.equal(evidence.messages[0]?.subject, 'wakepatch: trouble');
    });

  test('keeps what the plan said of the run, and when it ended', async () => {
    await handler({ ...event, problem: 'States.ItemReaderFailed' });
    const { began, ended, planned, problem } = report();
    assert.deepEqual([began, ended, planned, problem], [event.began, event.now, 3, 'States.ItemReaderFailed']);
  });

  test('writes the same as a table', async () => {
    tell('i-1', patched);
    await handler(event);
    const [heading = '', first = '', ...rest] = evidence.objects.get(`${run}/report.csv`)!.split('\r\n');
    assert.match(heading, /^instanceId,name,outcome,reason,/);
    assert.match(first, /^i-1,web,Patched,Installed,/);
    assert.ok(first.includes('"[{""name"":""bash"",""from"":""1"",""to"":""2""}]"'));
    assert.equal(rest.filter((line) => line !== '').length, 3);
    assert.ok(rest.every((line) => line === '' || line.split(',').length === heading.split(',').length));
  });

  test('tells of the run on the event bus and the topic', async () => {
    tell('i-1', { outcome: 'PatchFailed', reason: 'CommandFailed' });
    const { totals } = await handler({ ...event, problem: 'States.Timeout' });
    assert.deepEqual(evidence.events, [
      { type: 'wakepatch Run Ended', detail: { run, totals, failed: true, problem: 'States.Timeout' }, resources: [] },
    ]);
    assert.match(evidence.messages[0]?.text ?? '', /PatchFailed: 1\n.*States.Timeout\nruns\/2030-01-31\/fleet$/s);
  });

  test('fails without a plan', async () => {
    evidence.objects.clear();
    await assert.rejects(handler(event), { name: 'NoSuchKey' });
  });
});
