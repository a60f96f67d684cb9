import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from '../store/database.ts';
import { simulatedClock } from './simulated.ts';
import { cancelTimer, runTimers, setTimer, timerMigrations } from './timers.ts';

const hour = 3_600_000;
const timer = (key: string, at: number) => ({ service: 'ssm', name: 'open', key, at, payload: '{}' });

function open(fire: (key: string) => void = () => {}) {
  const db = openDatabase(':memory:');
  for (const sql of timerMigrations) db.script(sql);
  const clock = simulatedClock(0);
  const fired: [string, number][] = [];
  const lines: string[] = [];
  const timers = runTimers<undefined>(
    db,
    clock,
    (_timer, work) => db.transaction(() => work(undefined)),
    ({ key }) => {
      fired.push([key, clock.now()]);
      fire(key);
    },
    (line) => lines.push(line),
  );
  return { db, clock, timers, fired, lines };
}

test('timers fire at their times, in order, once', async () => {
  const { db, clock, timers, fired } = open();
  setTimer(db, timer('late', 2 * hour));
  setTimer(db, timer('early', hour));
  timers.arm();
  await clock.sleep(5 * hour);
  assert.deepEqual(fired, [
    ['early', hour],
    ['late', 2 * hour],
  ]);
});

test('a timer that is set again moves, and one that is cancelled does not fire', async () => {
  const { db, clock, timers, fired } = open();
  setTimer(db, timer('moved', hour));
  setTimer(db, timer('moved', 3 * hour));
  setTimer(db, timer('cancelled', hour));
  cancelTimer(db, timer('cancelled', 0));
  timers.arm();
  await clock.sleep(5 * hour);
  assert.deepEqual(fired, [['moved', 3 * hour]]);
});

test('a timer whose time passed while nobody ran fires right after the start', async () => {
  const { db, clock, timers, fired } = open();
  await clock.sleep(10 * hour);
  setTimer(db, timer('missed', hour));
  timers.arm();
  await clock.sleep(1);
  assert.deepEqual(fired, [['missed', 10 * hour]]);
});

test('a timer whose handler throws is kept, told to the operator, and tried again later', async () => {
  let failures = 2;
  const { db, clock, timers, fired, lines } = open(() => {
    if (failures-- > 0) throw new Error('not now');
  });
  setTimer(db, timer('stubborn', hour));
  timers.arm();
  await clock.sleep(2 * hour);
  assert.deepEqual(
    fired.map(([, at]) => at - hour),
    [0, 1000, 3000],
  );
  assert.match(lines[0] ?? '', /ssm\/open stubborn failed .* not now/);
});

test('where not even the failure can be written down, the timer is tried again all the same', async () => {
  const { db, clock, timers, fired, lines } = open();
  setTimer(db, timer('stubborn', hour));
  timers.arm();
  db.script('PRAGMA query_only = 1');
  clock.at(hour + 5000, () => db.script('PRAGMA query_only = 0'));
  await clock.sleep(2 * hour);
  assert.deepEqual(fired, [['stubborn', hour + 5000]]);
  assert.match(lines[0] ?? '', /cannot be written /);
});
