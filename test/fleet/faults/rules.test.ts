import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Result } from './batch.ts';
import { broken, RULES } from './rules.ts';

const well: Result = {
  case: { name: 'nothing', found: 'stopped', outcomes: ['Patched'], reason: 'Installed' },
  instanceId: 'i-0123456789abcdef0',
  state: 'stopped',
  machine: 'stopped',
  sameBoot: false,
  updatesLeft: false,
  sent: true,
  taken: false,
  told: { outcome: 'Patched', reason: 'Installed' },
  tags: {},
  alarmed: false,
  swept: false,
  struck: false,
};
const fault = { caller: 'InstanceStarter', call: 'ec2 StartInstances', how: 'throttled', times: 1 } as const;

test('a maintenance that went well breaks no rule', () => {
  assert.deepEqual(broken(well), []);
});

/** What each rule is there to see. */
const breaches: Record<keyof typeof RULES, Partial<Result>> = {
  'nothing found stopped is awake past the window and one sweep': { machine: 'running' },
  'nothing found running was stopped': { case: { name: '', found: 'running' }, state: 'running', sameBoot: false },
  'a fault that has to strike has struck': { case: { name: '', found: 'stopped', strikes: true } },
  'the outcome is told': { case: { name: '', found: 'stopped' }, told: {} },
  'what the sweeper had to stop is told': { swept: true },
  'what is called patched is patched': { updatesLeft: true },
  'what is called skipped was not touched': { case: { name: '', found: 'stopped' }, told: { outcome: 'Skipped' } },
  'what is said not to have been woken was not patched': {
    case: { name: '', found: 'stopped' },
    told: { outcome: 'WakeFailed' },
  },
  'what is left awake is told at once': { case: { name: '', found: 'stopped' }, told: { outcome: 'LeftAwake' } },
  'the outcome is the one expected': { told: { outcome: 'NonCompliant' } },
  'the reason is the one expected': { told: { outcome: 'Patched', reason: 'Luck' } },
  'the first error is the one reported': {
    case: { name: '', found: 'stopped', fault },
    told: { outcome: 'WakeFailed', error: 'InstanceNotReady' },
    sent: false,
  },
};

for (const [rule, breach] of Object.entries(breaches))
  test(`its breach is seen: ${rule}`, () => {
    const seen = broken({ ...well, ...breach });
    assert.equal(seen.length, 1, seen.join('; '));
    assert.ok(seen[0]?.startsWith(rule));
  });

test('each rule has its breach', () => {
  assert.deepEqual(Object.keys(breaches), Object.keys(RULES));
});
