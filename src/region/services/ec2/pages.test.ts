import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './pages.ts';

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test('a page goes on behind the last item of the one before, whatever has come or gone meanwhile', () => {
  const first = page(numbers(1, 12), { MaxResults: 5 }, (item) => item);
  assert.deepEqual(first.items, [1, 2, 3, 4, 5]);
  const without = numbers(3, 14).filter((item) => item !== 5);
  const second = page(without, { MaxResults: 5, NextToken: first.NextToken }, (item) => item);
  assert.deepEqual(second.items, [6, 7, 8, 9, 10]);
  const last = page(without, { MaxResults: 5, NextToken: second.NextToken }, (item) => item);
  assert.deepEqual(last, { items: [11, 12, 13, 14], NextToken: undefined });
});

test('without a size everything is one page', () => {
  assert.deepEqual(page(numbers(1, 2000), {}, (item) => item).items.length, 2000);
});
