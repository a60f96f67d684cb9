import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { UNKNOWN } from '../rules/timing.ts';
import { simulateEvidence } from '../testing/simulated-evidence.ts';
import { handler } from './canary-judge.ts';

const run = 'runs/2030-01-31/fleet';
const phases = {
  foundState: 'stopped',
  startedAt: '2030-01-31T02:00:00.000Z',
  readyAt: '2030-01-31T02:00:40.000Z',
  sentAt: '2030-01-31T02:01:00.000Z',
  patchedAt: '2030-01-31T02:11:00.000Z',
  stoppingAt: '2030-01-31T02:12:00.000Z',
  stoppedAt: '2030-01-31T02:12:20.000Z',
};

describe('CanaryJudge', () => {
  let evidence: ReturnType<typeof simulateEvidence>;
  beforeEach(() => {
    evidence = simulateEvidence();
  });
  afterEach(() => mock.restoreAll());
  const tell = (instanceId: string, line: object) =>
    evidence.objects.set(`${run}/instances/${instanceId}.json`, JSON.stringify({ instanceId, ...line }));

  test('tells what is typical by what the canaries took', async () => {
    tell('i-1', { ...phases, outcome: 'Patched' });
    assert.deepEqual(await handler({ run, canaries: 1, typical: UNKNOWN }), {
      failures: 0,
      typical: { bootSeconds: 40, patchSeconds: 600, stopSeconds: 20 },
    });
  });

  test('keeps what was known of the fleet before', async () => {
    tell('i-1', { ...phases, outcome: 'Patched' });
    const typical = { bootSeconds: 0, patchSeconds: 900, stopSeconds: 9 };
    assert.deepEqual((await handler({ run, canaries: 1, typical })).typical, { ...typical, bootSeconds: 40 });
  });

  test('counts those that failed', async () => {
    const outcomes = ['Patched', 'AlreadyCompliant', 'Skipped', 'PatchFailed', 'WakeFailed', 'NonCompliant'];
    for (const [index, outcome] of outcomes.entries()) tell(`i-${index}`, { outcome });
    assert.equal((await handler({ run, canaries: outcomes.length, typical: UNKNOWN })).failures, 3);
  });

  test('counts those that were never finished, and those of which nothing is heard', async () => {
    tell('i-1', { outcome: 'LeftAwake', reason: 'Unfinished' });
    tell('i-2', { outcome: 'Patched' });
    assert.equal((await handler({ run, canaries: 3, typical: UNKNOWN })).failures, 2);
  });

  test('knows nothing typical where no canary was measured', async () => {
    tell('i-1', { outcome: 'Skipped', reason: 'Held' });
    assert.deepEqual(await handler({ run, canaries: 1, typical: UNKNOWN }), { failures: 0, typical: UNKNOWN });
  });
});
