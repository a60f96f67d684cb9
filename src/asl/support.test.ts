import assert from 'node:assert/strict';
import { test } from 'node:test';
import { supportTables } from './index.ts';

test('the tables for the documentation name what there is, in as many cells as there are columns', () => {
  const tables = supportTables();
  const text = JSON.stringify(tables);
  for (const name of ['Parallel', 'StringMatches', 'States.UUID', '$partition', 'lambda:invoke', 'JSONL']) {
    assert.ok(text.includes(name), name);
  }
  for (const { columns, rows } of tables) {
    assert.ok(rows.length > 0);
    for (const row of rows) assert.equal(row.length, columns.length);
  }
});
