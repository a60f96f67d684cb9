import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

/** A value that a column takes. */
export type Value = SQLInputValue;

/** Typed, cached statements over the one connection. All of it is synchronous. */
export interface Database {
  /** The first row, or undefined. */
  one<Row>(sql: string, ...values: Value[]): Row | undefined;
  all<Row>(sql: string, ...values: Value[]): Row[];
  /** @returns the number of rows changed */
  run(sql: string, ...values: Value[]): number;
  /** Runs several statements, as a migration does. */
  script(sql: string): void;
  /** All or nothing. A transaction inside a transaction is all or nothing too, and is undone with the outer one. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** @param file path of the database, which is made for its owner alone to read, or `:memory:` */
export function openDatabase(file: string): Database {
  // Secrets of sessions are in it. SQLite gives the files beside it the same permissions.
  if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600));
  const connection = new DatabaseSync(file);
  // Only this process writes: the lock is taken at once and kept, so that a second Region on the same data is told.
  connection.exec(
    'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;',
  );
  connection.exec('BEGIN IMMEDIATE; COMMIT;');
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    const prepared = connection.prepare(sql);
    statements.set(sql, prepared);
    return prepared;
  };
  let depth = 0;

  return {
    one: <Row>(sql: string, ...values: Value[]) => prepare(sql).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: Value[]) => prepare(sql).all(...values) as Row[],
    run: (sql, ...values) => Number(prepare(sql).run(...values).changes),
    script: (sql) => connection.exec(sql),
    transaction(work) {
      const level = depth;
      const [begin, commit, rollback] =
        level === 0
          ? ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK']
          : [`SAVEPOINT level${level}`, `RELEASE level${level}`, `ROLLBACK TO level${level}; RELEASE level${level}`];
      connection.exec(begin);
      depth = level + 1;
      try {
        const result = work();
        connection.exec(commit);
        return result;
      } catch (error) {
        // A full disk ends the transaction by itself.
        if (connection.isTransaction) connection.exec(rollback);
        throw error;
      } finally {
        depth = level;
      }
    },
    close: () => connection.close(),
  };
}
