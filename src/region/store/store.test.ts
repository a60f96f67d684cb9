import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
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
  assert.throws(() => openDatabase(file), /locked/);
  first.close();
  openDatabase(file).close();
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
