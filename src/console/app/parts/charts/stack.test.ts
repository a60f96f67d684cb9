import assert from 'node:assert/strict';
import { test } from 'node:test';
import { niceMost, stack } from './stack.ts';

test('values stand one above the other; what is zero takes no place', () => {
  assert.deepEqual(stack([3, 0, 2]), [
    { index: 0, from: 0, to: 3 },
    { index: 2, from: 3, to: 5 },
  ]);
});

test('an axis reaches to the highest of the bars, and has a length where there are none', () => {
  assert.equal(niceMost([{ values: [3, 2] }, { values: [4] }]), 5);
  assert.equal(niceMost([]), 1);
});
