/** Two runs with the same seed are the same run: not only what the API tells of them, but every row of the database. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { createStack, runInstances } from './stack.ts';
import { openStandstill } from './standstill.ts';

const minutes = 60_000;

/** Two maintenances of four machines, side by side, with all that comes of them. */
async function maintain(t: TestContext, seed: string): Promise<string[]> {
  const { clients, dataDir, pass, close } = await openStandstill(t, { seed });
  await runInstances(clients, 4);
  await createStack(clients, { Schedule: 'rate(30 minutes)', MaxConcurrency: '4' });
  await pass(65 * minutes);
  await close();
  return rowsOf(join(dataDir, 'region.sqlite'));
}

/** How long a function computed is no part of its history: it is measured on this machine. */
const measured = /(?<=REPORT RequestId: [\w-]+)\\tDuration: .*?(?=\\n)/;

function rowsOf(file: string): string[] {
  const db = new DatabaseSync(file, { readOnly: true });
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all();
  const rows = tables.flatMap(({ name }) =>
    db
      .prepare(`SELECT * FROM ${name}`)
      .all()
      .map((row) => `${name} ${JSON.stringify(row, readable)}`.replace(measured, '')),
  );
  db.close();
  return rows;
}

const readable = (_key: string, value: unknown) =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;

test('the same seed gives the same histories byte for byte, and another seed others', async (t) => {
  const once = await maintain(t, 'one');
  assert.deepEqual(await maintain(t, 'one'), once);
  const executions = (rows: string[]) => rows.filter((row) => row.startsWith('states_executions')).sort();
  assert.equal(executions(once).length, 8);
  assert.ok(executions(once).every((row) => row.includes('"status":"SUCCEEDED"')));
  const other = await maintain(t, 'two');
  assert.equal(executions(other).length, 8);
  assert.deepEqual(
    executions(other).filter((row) => once.includes(row)),
    [],
  );
});
