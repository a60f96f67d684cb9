import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Machine } from '../../../../operator/timeline/machine.ts';
import { crowd, place, rangeOf, spansOf, ticksOf } from './layout.ts';

const minute = 60_000;
const machine = (marks: Machine['marks'], end?: number): Machine => ({
  instanceId: 'i-1',
  standing: 'ended',
  marks,
  end,
});
const patched = machine(
  [
    { phase: 'wake', at: 0 },
    { phase: 'patch', at: 2 * minute },
    { phase: 'stop', at: 8 * minute },
  ],
  10 * minute,
);

test('a phase lasts until the next begins, the last one until the end', () => {
  assert.deepEqual(spansOf(patched, 99 * minute), [
    { phase: 'wake', from: 0, to: 2 * minute, open: false },
    { phase: 'patch', from: 2 * minute, to: 8 * minute, open: false },
    { phase: 'stop', from: 8 * minute, to: 10 * minute, open: false },
  ]);
});

test('what goes on lasts until now, also when now is told a little late', () => {
  const going = machine([{ phase: 'wake', at: 5 * minute }]);
  assert.deepEqual(spansOf(going, 7 * minute), [{ phase: 'wake', from: 5 * minute, to: 7 * minute, open: true }]);
  assert.deepEqual(spansOf(going, 4 * minute), [{ phase: 'wake', from: 5 * minute, to: 5 * minute, open: true }]);
});

test('what is shown has all bars in it, and a line that is near', () => {
  const near = rangeOf([patched], 0, 0, [15 * minute]);
  assert.ok(near.to >= 15 * minute && near.to < 16 * minute);
  const far = rangeOf([patched], 0, 0, [60 * minute]);
  assert.ok(far.to >= 10 * minute && far.to < 11 * minute);
});

test('a run that has just begun has a length already', () => {
  assert.ok(rangeOf([], 1000, 1000, []).to > 1000);
});

test('places are shares of the width, and never outside', () => {
  const range = { from: 100, to: 200 };
  assert.deepEqual(
    [0, 100, 150, 300].map((at) => place(at, range)),
    [0, 0, 0.5, 1],
  );
});

test('ticks are at round minutes, no more than fit', () => {
  assert.deepEqual(
    ticksOf({ from: 0, to: 47 * minute }, 5),
    [0, 10, 20, 30, 40].map((at) => at * minute),
  );
  assert.ok(ticksOf({ from: 0, to: 90 * 86_400_000 }, 8).length <= 10);
});

test('the crowd counts each machine in its phase at each time', () => {
  const samples = crowd([patched, patched], { from: 0, to: 10 * minute }, 0, 10);
  assert.deepEqual(
    samples.map(({ counts: { wake, patch, stop } }) => [wake, patch, stop]),
    [
      [2, 0, 0],
      [2, 0, 0],
      [0, 2, 0],
      [0, 2, 0],
      [0, 2, 0],
      [0, 2, 0],
      [0, 2, 0],
      [0, 2, 0],
      [0, 0, 2],
      [0, 0, 2],
    ],
  );
});
