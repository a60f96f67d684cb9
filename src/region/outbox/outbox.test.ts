import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulatedClock } from '../clock/simulated.ts';
import { openDatabase } from '../store/database.ts';
import { addEffect, type EffectRow, outboxMigrations, runOutbox } from './outbox.ts';

type Perform = (effect: EffectRow) => Promise<() => void>;

function open(perform: Perform) {
  const db = openDatabase(':memory:');
  for (const sql of outboxMigrations) db.script(sql);
  const clock = simulatedClock(0);
  const lines: string[] = [];
  const start = () =>
    runOutbox<void>(
      db,
      clock,
      perform,
      (_effect, work) => db.transaction(() => work()),
      (line) => lines.push(line),
    );
  return { db, clock, lines, start, pending: () => db.all('SELECT * FROM core_effects').length };
}

const effect = (key: string, lane: string | null = null) => ({
  service: 'ec2',
  name: 'start',
  key,
  lane,
  payload: '{}',
});

test('an effect is removed in the transaction that writes its result', async () => {
  const written: string[] = [];
  const { db, clock, start, pending } = open(async ({ key }) => () => {
    written.push(key);
    assert.equal(pending(), 0);
  });
  addEffect(db, effect('one'));
  start().dispatch();
  await clock.sleep(1);
  assert.deepEqual(written, ['one']);
});

test('asking for an effect that is pending changes nothing', async () => {
  const { db, pending } = open(async () => () => {});
  addEffect(db, effect('same'));
  addEffect(db, effect('same'));
  assert.equal(pending(), 1);
});

test('effects of one lane are performed one after the other, those of others meanwhile', async () => {
  const log: string[] = [];
  const { db, clock, start } = open(async ({ key }) => {
    log.push(`begin ${key}`);
    await clock.sleep(key === 'a1' ? 5000 : 1000);
    log.push(`end ${key}`);
    return () => {};
  });
  addEffect(db, effect('a1', 'a'));
  addEffect(db, effect('a2', 'a'));
  addEffect(db, effect('b1', 'b'));
  start().dispatch();
  await clock.sleep(60_000);
  assert.deepEqual(log, ['begin a1', 'begin b1', 'end b1', 'end a1', 'begin a2', 'end a2']);
});

test('an effect whose first step commits, which looks for more to do, begins no other one twice', async () => {
  const log: string[] = [];
  const { db, clock, start } = open(async ({ key }) => {
    outbox.dispatch();
    log.push(`begin ${key}`);
    await clock.sleep(1000);
    log.push(`end ${key}`);
    return () => {};
  });
  addEffect(db, effect('a1', 'a'));
  addEffect(db, effect('a2', 'a'));
  addEffect(db, effect('b1', 'b'));
  const outbox = start();
  outbox.dispatch();
  await clock.sleep(60_000);
  assert.deepEqual(log, ['begin a1', 'begin b1', 'end a1', 'begin a2', 'end b1', 'end a2']);
});

test('an effect that throws is tried again with growing pauses, and told how often it was', async () => {
  const attempts: [number, number][] = [];
  const { db, clock, start, lines } = open(async ({ attempt }) => {
    attempts.push([attempt, clock.now()]);
    if (attempt < 3) throw new Error('no answer');
    return () => {};
  });
  addEffect(db, effect('again'));
  start().dispatch();
  await clock.sleep(60_000);
  assert.deepEqual(attempts, [
    [0, 0],
    [1, 500],
    [2, 1500],
    [3, 3500],
  ]);
  assert.match(lines[0] ?? '', /ec2\/start again will be tried again: Error: no answer/);
});

test('what was asked for and not done is done after the next start', async () => {
  const performed: string[] = [];
  const { db, clock, start, pending } = open(async ({ key }) => {
    performed.push(key);
    return () => {};
  });
  addEffect(db, effect('left over'));
  start().dispatch();
  await clock.sleep(1);
  assert.deepEqual(performed, ['left over']);
  assert.equal(pending(), 0);
});

test('a commit that fails leaves the effect pending', async () => {
  let commits = 0;
  const { db, clock, start, pending } = open(async () => () => {
    commits += 1;
    if (commits === 1) throw new Error('disk full');
  });
  addEffect(db, effect('kept'));
  start().dispatch();
  await clock.sleep(100);
  assert.equal(pending(), 1);
  await clock.sleep(60_000);
  assert.deepEqual([commits, pending()], [2, 0]);
});

test('where not even the failure can be written down, the effect is tried again all the same', async () => {
  let attempts = 0;
  const { db, clock, start, lines, pending } = open(async () => {
    attempts += 1;
    db.script(`PRAGMA query_only = ${attempts < 3 ? 1 : 0}`);
    return () => {};
  });
  addEffect(db, effect('stubborn'));
  start().dispatch();
  await clock.sleep(60_000);
  assert.deepEqual([attempts, pending()], [3, 0]);
  assert.match(lines[0] ?? '', /will be tried again: :memory: cannot be written /);
});
