import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { reasonAdvice } from '../../../../operator/fleet/advice.ts';
import type { MachineLine } from '../../../../operator/fleet/machine-line.ts';
import { filtered } from './filter.ts';
import { compare } from './orders.ts';
import { concernsOf, summaryOf } from './summary.ts';

const line = (id: string, more: Partial<MachineLine> = {}): MachineLine => ({ id, state: 'stopped', days: 1, ...more });
const lines = [
  line('i-fine', { outcome: 'Patched', reason: 'Installed' }),
  line('i-failed-1', { outcome: 'WakeFailed', reason: 'KeyUnusable', attention: 'failed', days: 10 }),
  line('i-failed-2', {
    outcome: 'WakeFailed',
    reason: 'KeyUnusable',
    attention: 'failed',
    days: undefined,
    isStale: true,
  }),
  line('i-failed-3', { outcome: 'PatchFailed', reason: 'CommandFailed', attention: 'failed' }),
  line('i-old', { attention: 'stale', isStale: true, days: 50 }),
  line('i-awake', { attention: 'alarm', state: 'running', lease: { owner: 'x', until: '2026-01-01T00:00:00Z' } }),
];

describe('a fleet in figures', () => {
  test('counts what is verified, what is not, and what needs a person', () => {
    const { oldest, ...counts } = summaryOf(lines);
    assert.deepEqual(counts, {
      machines: 6,
      within: 4,
      never: 1,
      needsAPerson: 4,
      alarms: 1,
      stale: 2,
      awake: 1,
      leased: 1,
    });
    assert.equal(oldest?.id, 'i-old');
    assert.equal(summaryOf([]).oldest, undefined);
  });
});

describe('what needs a person', () => {
  const concerns = concernsOf(lines, 35);

  test('is told by what is the matter, the most pressing first, then what is the matter with most', () => {
    assert.deepEqual(
      concerns.map(({ title, machines }) => [title, machines.length]),
      [
        ['Left awake', 1],
        ['WakeFailed KeyUnusable', 2],
        ['PatchFailed CommandFailed', 1],
        ['Longer than 35 days without a verified patch', 1],
      ],
    );
  });

  test('comes with the advice for its reason', () => {
    assert.equal(concerns[1]?.advice, reasonAdvice.KeyUnusable);
  });

  test('leads to those very machines, or more that share it', () => {
    for (const { show, machines } of concerns) {
      const shown = filtered(lines, { search: '', outcome: '', state: '', only: '', ...show });
      assert.ok(
        machines.every((machine) => shown.includes(machine)),
        JSON.stringify(show),
      );
    }
  });
});

describe('the order of machines', () => {
  const ids = (by: keyof typeof compare) => lines.toSorted(compare[by]).map(({ id }) => id);

  test('has what needs a person first, and of those the longest without proof', () => {
    assert.deepEqual(ids('attention'), ['i-awake', 'i-failed-2', 'i-failed-1', 'i-failed-3', 'i-old', 'i-fine']);
  });

  test('has by staleness those that were never verified before all others', () => {
    assert.deepEqual(ids('days').slice(0, 3), ['i-failed-2', 'i-old', 'i-failed-1']);
  });

  test('has by outcome the gravest first, and last what has none', () => {
    assert.deepEqual(ids('outcome'), ['i-failed-3', 'i-failed-1', 'i-failed-2', 'i-fine', 'i-awake', 'i-old']);
  });
});
