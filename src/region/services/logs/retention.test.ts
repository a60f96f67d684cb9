import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Context, Timer } from '../../service.ts';
import { openDatabase } from '../../store/database.ts';
import { prune, schedulePruning } from './retention.ts';
import { events, groups, migrations, streams } from './rows.ts';

const hour = 3_600_000;
const day = 24 * hour;

test('the oldest event sets the time at which a group is looked at, to the hour, until nothing is left', () => {
  const db = openDatabase(':memory:');
  for (const sql of migrations) db.script(sql);
  groups.insert(db, { name: 'g', created: 0, retention: 3, tags: '{}' });
  streams.insert(db, 'g', 's', 0);
  for (const timestamp of [0, hour / 2, 5 * hour])
    events.insert(db, 'g', 's', { timestamp, message: `${timestamp}` }, 0);

  let timer: Timer | undefined;
  const at = (now: number) =>
    ({
      db,
      now,
      setTimer: (next: Timer) => {
        timer = next;
      },
      cancelTimer: () => {
        timer = undefined;
      },
    }) as unknown as Context;
  const left = () =>
    events.ofGroup(db, 'g', { from: 0, to: 10 * day, beyond: { timestamp: -1, id: 0 }, limit: 10 }).length;

  schedulePruning(at(0), 'g');
  assert.equal(timer?.at, 3 * day + hour);
  prune({ name: 'g' }, at(3 * day + hour));
  assert.equal(left(), 1);
  assert.equal(timer?.at, 3 * day + 6 * hour);
  prune({ name: 'g' }, at(3 * day + 6 * hour));
  assert.equal(left(), 0);
  assert.equal(timer, undefined);
  db.close();
});
