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
  /** All or nothing. A transaction inside a transaction is part of it. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** @param file path of the database, or `:memory:` */
export function openDatabase(file: string): Database {
  const connection = new DatabaseSync(file);
  // Only this process writes: the lock is taken at once and kept, so that a second Region on the same data is told.
  connection.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;');
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
      if (depth > 0) return work();
      connection.exec('BEGIN IMMEDIATE');
      depth += 1;
      try {
        const result = work();
        connection.exec('COMMIT');
        return result;
      } catch (error) {
        connection.exec('ROLLBACK');
        throw error;
      } finally {
        depth -= 1;
      }
    },
    close: () => connection.close(),
  };
}
