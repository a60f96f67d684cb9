import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import type { HistoryEvent } from '../../../../asl/index.ts';
import { type Database, openDatabase } from '../../../store/database.ts';
import { events } from './events.ts';
import { migrations } from './migrations.ts';

let db: Database;
beforeEach(() => {
  db = openDatabase(':memory:');
});

const migrate = (from: number, to?: number) => {
  for (const sql of migrations.slice(from, to)) db.script(sql);
};

const execution = 7;
const addExecution = () =>
  db.run(
    `INSERT INTO states_executions (sequence, arn, name, machineArn, revisionId, status, input, startedAt)
     VALUES (?, 'arn', 'name', 'machine', 'revision', 'SUCCEEDED', '{}', 0)`,
    execution,
  );

/** Events with the ids `from` to `to`, of one time; every third has no details. */
const history = (from: number, to: number): HistoryEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => {
    const id = from + index;
    const event = { id, previousEventId: id - 1, timestamp: 1000 + from };
    if (id % 3 === 0) return { ...event, type: 'MapStateSucceeded' };
    const stateEnteredEventDetails = { name: `"${id}"`, input: '{"a":"ä\\""}', inputDetails: { truncated: false } };
    return { ...event, type: 'PassStateEntered', stateEnteredEventDetails };
  });

describe('a history', () => {
  const written = [...history(1, 3), ...history(4, 353), ...history(354, 354)];
  beforeEach(() => {
    migrate(0);
    addExecution();
    for (const step of [history(1, 3), history(4, 353), history(354, 354)]) events.insert(db, execution, step);
    for (const other of [execution - 1, execution + 1]) events.insert(db, other, history(1, 200));
  });

  test('is read as it was written, whichever steps wrote it', () => {
    assert.deepEqual(events.list(db, execution, 0, 1000, false), written);
  });

  for (const size of [1, 50, 100, 353])
    test(`is read in pages of ${size}, in both directions`, () => {
      for (const reverse of [false, true]) {
        const read: HistoryEvent[] = [];
        for (let after = reverse ? Number.MAX_SAFE_INTEGER : 0; ; after = read.at(-1)!.id) {
          const page = events.list(db, execution, after, size, reverse);
          if (page.length === 0) break;
          assert.ok(page.length <= size);
          read.push(...page);
        }
        assert.deepEqual(reverse ? read.reverse() : read, written);
      }
    });

  test('is deleted with its execution, and no other is', () => {
    db.run('DELETE FROM states_executions WHERE sequence = ?', execution);
    assert.deepEqual(events.list(db, execution, 0, 1000, true), []);
    for (const other of [execution - 1, execution + 1])
      assert.equal(events.list(db, other, 0, 1000, false).length, 200);
  });
});

test('a history that was a row for each event is read as before', () => {
  migrate(0, 3);
  addExecution();
  const written = [...history(1, 120), ...history(121, 150)];
  for (const event of written)
    db.run('INSERT INTO states_events VALUES (?, ?, ?)', execution, event.id, JSON.stringify(event));
  migrate(3);
  assert.deepEqual(events.list(db, execution, 0, 1000, false), written);
  assert.deepEqual(events.list(db, execution, 131, 20, true), written.slice(110, 130).reverse());
});
