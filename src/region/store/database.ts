import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { damaged, speaking } from './trouble.ts';

/** A value that a column takes. */
export type Value = SQLInputValue;

/** Typed, cached statements over the one connection. All of it is synchronous. */
export interface Database {
  /** The first row, or undefined. */
  one<Row>(sql: string, ...values: Value[]): Row | undefined;
  all<Row>(sql: string, ...values: Value[]): Row[];
  /** @returns the number of rows changed */
  run(sql: string, ...values: Value[]): number;
  /** Inserts one row. @returns its rowid, for less than RETURNING costs; undefined when a conflict was to do nothing */
  insert(sql: string, ...values: Value[]): number | undefined;
  /** Runs several statements, as a migration does. */
  script(sql: string): void;
  /** All or nothing. A transaction inside a transaction is all or nothing too, and is undone with the outer one. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** Commits between two looks whether the file is larger than it has to be. */
const tidyInterval = 4096;

/** Pages that are given back at once, so that nobody has to wait for it. */
const tidyPages = 2048;

/**
 * @param file path of the database, which is made for its owner alone to read, or `:memory:`
 * @throws StoreTrouble, as all that the database does
 */
export function openDatabase(file: string): Database {
  // Secrets of sessions are in it. SQLite gives the files beside it the same permissions.
  if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600));
  const connection = speaking(file, () => connect(file));
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    const prepared = connection.prepare(sql);
    statements.set(sql, prepared);
    return prepared;
  };
  let depth = 0;
  let commits = 0;

  /** What was deleted leaves free pages, which are used again; of more than a quarter of the file some are given back. */
  const tidy = () => {
    const { freelist_count: free } = prepare('PRAGMA freelist_count').get() as { freelist_count: number };
    const { page_count: pages } = prepare('PRAGMA page_count').get() as { page_count: number };
    if (free > tidyPages && free > pages / 4) connection.exec(`PRAGMA incremental_vacuum(${tidyPages})`);
  };

  const transaction = <T>(work: () => T): T => {
    const level = depth;
    const [begin, commit, rollback] = level === 0 ? outermost : nested(level);
    prepare(begin).run();
    depth = level + 1;
    try {
      const result = work();
      prepare(commit).run();
      return result;
    } catch (error) {
      // A full disk ends the transaction by itself.
      if (connection.isTransaction) connection.exec(rollback);
      throw error;
    } finally {
      depth = level;
    }
  };

  return {
    one: <Row>(sql: string, ...values: Value[]) => speaking(file, () => prepare(sql).get(...values) as Row | undefined),
    all: <Row>(sql: string, ...values: Value[]) => speaking(file, () => prepare(sql).all(...values) as Row[]),
    run: (sql, ...values) => speaking(file, () => Number(prepare(sql).run(...values).changes)),
    insert: (sql, ...values) =>
      speaking(file, () => {
        const { changes, lastInsertRowid } = prepare(sql).run(...values);
        return changes === 0 ? undefined : Number(lastInsertRowid);
      }),
    script: (sql) => speaking(file, () => connection.exec(sql)),
    transaction: (work) =>
      speaking(file, () => {
        const result = transaction(work);
        if (depth === 0 && ++commits % tidyInterval === 0) tidy();
        return result;
      }),
    close: () => connection.close(),
  };
}

function connect(file: string): DatabaseSync {
  const connection = new DatabaseSync(file);
  try {
    // Only this process writes: the lock is taken at once and kept, so that a second Region on the same data is told.
    connection.exec('PRAGMA locking_mode = EXCLUSIVE;');
    const { page_count: pages } = connection.prepare('PRAGMA page_count').get() as { page_count: number };
    // These can only be chosen for a new file; and choosing them writes to one that has them already. A transaction changes
    // a few short rows in each of ten or twenty pages, and a page is written as a whole: smaller ones are half as many bytes.
    if (pages === 0) connection.exec('PRAGMA page_size = 1024; PRAGMA auto_vacuum = INCREMENTAL;');
    connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;');
    // Pages that are written again and again reach the file itself less often, and are kept in memory: 16 and 64 MB.
    connection.exec('PRAGMA wal_autocheckpoint = 16384; PRAGMA cache_size = -65536;');
    connection.exec('BEGIN IMMEDIATE; COMMIT;');
    // Before anything is written: to damage there shall be nothing added.
    const { quick_check: found } = connection.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
    if (found !== 'ok') throw damaged(file, found.split('\n').at(-1)!);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

type Ways = readonly [begin: string, commit: string, rollback: string];

const outermost: Ways = ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK'];

const nested = (level: number): Ways => [
  `SAVEPOINT level${level}`,
  `RELEASE level${level}`,
  `ROLLBACK TO level${level}; RELEASE level${level}`,
];
