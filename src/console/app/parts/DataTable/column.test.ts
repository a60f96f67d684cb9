import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ariaSort, columnsFor, nextOrder, rowAfter } from './column.ts';

const cell = () => null;
const columns = [
  { id: 'name', title: 'Name', width: '1fr', cell },
  { id: 'found', title: 'Found', width: '90px', from: 900, cell },
];

test('a column is left out where there is no room for it, but not of a card', () => {
  assert.deepEqual(
    [1000, 800, 400].map((width) => columnsFor(columns, width).length),
    [2, 1, 2],
  );
});

test('a click on the head of a column orders by it, a second one the other way round', () => {
  const once = nextOrder({ column: 'name', descending: true }, 'days');
  assert.deepEqual(once, { column: 'days', descending: false });
  assert.deepEqual(nextOrder(once, 'days'), { column: 'days', descending: true });
  assert.deepEqual([ariaSort(once, 'days'), ariaSort(once, 'name')], ['ascending', undefined]);
});

test('the keyboard goes from row to row, and not beyond the first and the last', () => {
  const goes = (key: string, at: number) => rowAfter(key, at, 100, 20);
  assert.deepEqual(
    [goes('ArrowDown', 0), goes('ArrowUp', 0), goes('PageDown', 90), goes('PageUp', 50)],
    [1, 0, 99, 30],
  );
  assert.deepEqual([goes('Home', 50), goes('End', 50), goes('x', 50)], [0, 99, undefined]);
});
