import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Member } from '../../../../operator/fleet/plan.ts';
import { partsOf } from './plan.ts';

const member = (instanceId: string, more: Partial<Member> = {}): Member => ({
  instanceId,
  state: 'stopped',
  stale: false,
  admitted: true,
  ...more,
});
const members = [
  member('i-1'),
  member('i-2', { state: 'running' }),
  member('i-3', { admitted: false, reason: 'Held', because: 'until 2099-01-01' }),
  member('i-4'),
];
const idsOf = (some: readonly Member[] = []) => some.map(({ instanceId }) => instanceId);

test('a plan is told by what happens to the machines', () => {
  const { woken, running, canaries, passedOver, gone } = partsOf({ canaries: 1, members });
  assert.deepEqual([idsOf(woken), idsOf(running), idsOf(canaries)], [['i-1', 'i-4'], ['i-2'], ['i-1']]);
  assert.deepEqual(idsOf(passedOver.get('Held')), ['i-3']);
  assert.deepEqual(gone, []);
});

test('of chosen machines only they are told of, without canaries, and which are selected no more', () => {
  const { woken, canaries, passedOver, gone } = partsOf({ canaries: 1, members }, ['i-3', 'i-4', 'i-9']);
  assert.deepEqual([idsOf(woken), idsOf(canaries), [...passedOver.keys()], gone], [['i-4'], [], ['Held'], ['i-9']]);
});
