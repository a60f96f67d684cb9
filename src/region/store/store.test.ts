import assert from 'node:assert/strict';
import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Database, openDatabase } from './database.ts';
import { migrate, NewerDatabase } from './migrate.ts';

function open(): Database {
  const db = openDatabase(':memory:');
  db.script('CREATE TABLE things (name TEXT PRIMARY KEY) STRICT');
  return db;
}

const names = (db: Database) =>
  db.all<{ name: string }>('SELECT name FROM things ORDER BY name').map(({ name }) => name);
const put = (db: Database, name: string) => db.run('INSERT INTO things VALUES (?)', name);

test('an inserted row is answered with its rowid, and one that is there already with nothing', () => {
  const db = open();
  const sql = 'INSERT INTO things VALUES (?) ON CONFLICT DO NOTHING';
  assert.equal(db.insert(sql, 'a'), 1);
  assert.equal(db.insert(sql, 'a'), undefined);
  assert.equal(db.insert(sql, 'b'), 2);
});

test('a transaction that throws leaves nothing', () => {
  const db = open();
  assert.throws(() =>
    db.transaction(() => {
      put(db, 'gone');
      throw new Error('no');
    }),
  );
  assert.deepEqual(names(db), []);
});

test('a transaction within a transaction is undone alone, and the outer one goes on', () => {
  const db = open();
  db.transaction(() => {
    put(db, 'a');
    assert.throws(() =>
      db.transaction(() => {
        put(db, 'b');
        throw new Error('no');
      }),
    );
    db.transaction(() => put(db, 'c'));
  });
  assert.deepEqual(names(db), ['a', 'c']);
});

test('a second connection to the same file is told that it is locked', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'wakepatch-store-')), 'region.sqlite');
  const first = openDatabase(file);
  assert.throws(() => openDatabase(file), {
    name: 'StoreTrouble',
    message: /^Another Region has .*region\.sqlite open\. /,
  });
  first.close();
  openDatabase(file).close();
});

const large = (index: number) => `${index} ${'x'.repeat(4000)}`;

/** Puts until there is no more room. @returns how many there was room for */
function fill(db: Database): number {
  for (let index = 0; ; index++)
    try {
      db.transaction(() => put(db, large(index)));
    } catch (error) {
      assert.match(
        (error as Error).message,
        /^There is no room left for .*: make room, and what was under way goes on by itself\.$/,
      );
      return index;
    }
}

test('on a full disk a transaction leaves nothing, what was there stays, and with more room all goes on', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'wakepatch-store-')), 'region.sqlite');
  const db = openDatabase(file);
  db.script('CREATE TABLE things (name TEXT PRIMARY KEY) STRICT; PRAGMA max_page_count = 400;');
  const count = fill(db);
  assert.ok(count > 20);
  assert.equal(names(db).length, count);
  db.script('PRAGMA max_page_count = 800;');
  db.transaction(() => put(db, large(count)));
  db.close();
  const again = openDatabase(file);
  assert.equal(names(again).length, count + 1);
  again.close();
});

test('what was deleted is given back: the file does not stay as large as it once was', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'wakepatch-store-')), 'region.sqlite');
  const db = openDatabase(file);
  db.script('CREATE TABLE things (name TEXT PRIMARY KEY) STRICT');
  db.transaction(() => {
    for (let index = 0; index < 5000; index++) put(db, large(index));
  });
  db.run('DELETE FROM things');
  for (let commit = 0; commit < 100_000; commit++) db.transaction(() => {});
  db.close();
  assert.ok(statSync(file).size < 5_000_000, `${statSync(file).size} bytes`);
});

test('migrations are applied once each, in order, and a newer database is refused as it is', () => {
  const db = openDatabase(':memory:');
  const schema = { owner: 'ec2', migrations: ['CREATE TABLE ec2_a (x) ', 'ALTER TABLE ec2_a ADD COLUMN y'] };
  migrate(db, [schema]);
  migrate(db, [schema]);
  db.run('INSERT INTO ec2_a (x, y) VALUES (1, 2)');
  assert.throws(() => migrate(db, [{ owner: 'ec2', migrations: schema.migrations.slice(0, 1) }]), NewerDatabase);
  assert.deepEqual({ ...db.one<object>('SELECT * FROM ec2_a') }, { x: 1, y: 2 });
});
