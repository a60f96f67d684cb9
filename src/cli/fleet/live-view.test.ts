import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Outcome, Reason } from '../../maintenance/rules/outcome.ts';
import type { Machine, Standing } from '../../operator/fleet/follow.ts';
import { liveView } from './live-view.ts';

const now = new Date('2026-01-01T02:10:00Z');
const idOf = (index: number) => `i-${String(index).padStart(4, '0')}`;
const waiting = (index: number): Machine => ({ instanceId: idOf(index), name: `web-${index}` });
const moving = (index: number): Machine => ({
  ...waiting(index),
  phase: 'patching',
  began: new Date('2026-01-01T02:08:30Z'),
});
const ended = (
  index: number,
  outcome: Outcome = 'Patched',
  reason: Reason = 'Installed',
  at = '02:09:00',
): Machine => ({
  ...waiting(index),
  told: { instanceId: idOf(index), outcome, reason, awakeSeconds: 61, now: `2026-01-01T${at}Z` },
});

function standing(machines: Machine[], more: Partial<Standing> = {}): Standing {
  const told = machines.filter((machine) => machine.told);
  const working = machines.filter(({ phase }) => phase).length;
  return { machines, total: machines.length, done: told.length, failed: 0, working, ...more };
}
const view = (of: Standing, rows: number) => liveView(of, { rows, now, following: 65 });

describe('a run as a table', () => {
  test('has a row for each machine in the order of the plan, where there is room', () => {
    const lines = view(standing([ended(0), moving(1), waiting(2)], { failed: 0 }), 24);
    assert.deepEqual(
      lines.map(({ text }) => text),
      [
        '[######--------------] 1 of 3 done, 0 failed, 1 under way, 1 waiting, for 1 min 5 s',
        'instance  name   phase     elapsed     outcome',
        'i-0000    web-0  ended     1 min 1 s   Patched, Installed',
        'i-0001    web-1  patching  1 min 30 s',
        'i-0002    web-2  waiting',
      ],
    );
    assert.deepEqual(
      lines.map(({ style }) => style),
      ['bold', 'dim', 'green', undefined, 'dim'],
    );
  });

  test('of a thousand shows those that move, then what failed, then what ended last, and counts the others', () => {
    const machines = Array.from({ length: 1000 }, (_, index) =>
      index < 500
        ? ended(index, 'Patched', 'Installed', `01:${String(index % 60).padStart(2, '0')}:00`)
        : waiting(index),
    );
    machines[7] = ended(7, 'WakeFailed', 'KeyUnusable');
    machines[499] = ended(499);
    for (const index of [500, 501, 502]) machines[index] = moving(index);
    const lines = view(standing(machines, { failed: 1 }), 10).map(({ text }) => text);
    assert.equal(lines.length, 9);
    assert.match(lines[0]!, /^\[#{10}-{10}\] 500 of 1000 done, 1 failed, 3 under way, 497 waiting/);
    assert.deepEqual(
      lines.slice(2, 8).map((line) => line.slice(0, 6)),
      ['i-0500', 'i-0501', 'i-0502', 'i-0007', 'i-0499', 'i-0059'],
    );
    assert.equal(lines[8], '… and 994 more: 497 Patched, 497 waiting');
  });

  test('never has more lines than there is room for', () => {
    for (const rows of [4, 5, 6, 24, 60])
      for (const count of [0, 1, 2, 3, 20, 21, 22, 200])
        assert.ok(view(standing(Array.from({ length: count }, (_, index) => moving(index))), rows).length <= rows);
  });

  test('before the plan is known says that it is not', () => {
    assert.match(view(standing([], { total: undefined }), 24)[0]!.text, /^\[-{20}\] 0 of \? done/);
  });

  test('lets no name move the cursor', () => {
    const [, , row] = view(standing([{ instanceId: 'i-1', name: 'a\u001b[2Jb\nc' }]), 24);
    assert.equal(row!.text, 'i-1       a [2Jb c  waiting');
  });
});
