import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Machine } from '../../../../operator/timeline/machine.ts';
import { type Choice, choose, countsOf, type Kind } from './order.ts';

const machine = (instanceId: string, more: Partial<Machine>): Machine => ({
  instanceId,
  standing: 'ended',
  marks: [],
  ...more,
});
const machines: readonly Machine[] = [
  machine('i-a', { outcome: 'Patched', marks: [{ phase: 'wake', at: 10 }], end: 50, name: 'Web' }),
  machine('i-b', { outcome: 'WakeFailed', reason: 'KeyUnusable', marks: [{ phase: 'wake', at: 20 }], end: 30 }),
  machine('i-c', { standing: 'passedOver', outcome: 'Skipped', reason: 'Held' }),
  machine('i-d', { standing: 'underWay', marks: [{ phase: 'wake', at: 5 }] }),
  machine('i-e', { standing: 'waiting' }),
];
const all: Choice = { order: 'plan', kinds: new Set<Kind>(), text: '' };
const chosen = (choice: Partial<Choice>) =>
  choose(machines, { ...all, ...choice }, 100)
    .map(({ instanceId }) => instanceId.slice(2))
    .join('');

test('the order is that of the plan, unless another is asked for', () => {
  assert.equal(chosen({}), 'abcde');
  assert.equal(chosen({ order: 'start' }), 'dabce');
  assert.equal(chosen({ order: 'duration' }), 'dabce');
  assert.equal(chosen({ order: 'outcome' }), 'bdaec');
});

test('only what is asked for is shown: by what it came to, and by a text in its name, id or reason', () => {
  assert.equal(chosen({ kinds: new Set<Kind>(['Patched', 'underWay']) }), 'ad');
  assert.equal(chosen({ text: ' web ' }), 'a');
  assert.equal(chosen({ text: 'keyun' }), 'b');
  assert.equal(chosen({ text: 'i-c' }), 'c');
  assert.equal(chosen({ kinds: new Set<Kind>(['Patched']), text: 'held' }), '');
});

test('what there is is counted, the gravest first', () => {
  assert.deepEqual(
    countsOf([...machines, machines[0]!]).map(({ kind, count }) => `${kind} ${count}`),
    ['WakeFailed 1', 'underWay 1', 'Patched 2', 'waiting 1', 'Skipped 1'],
  );
});
