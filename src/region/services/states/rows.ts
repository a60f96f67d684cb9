import type { Database } from '../../store/database.ts';

export const migrations = [
  `CREATE TABLE states_machines (
    arn TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, definition TEXT NOT NULL, roleArn TEXT NOT NULL, type TEXT NOT NULL,
    revisionId TEXT NOT NULL, tags TEXT NOT NULL, createdAt INTEGER NOT NULL, updatedAt INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE states_executions (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, name TEXT NOT NULL, machineArn TEXT NOT NULL,
    definition TEXT NOT NULL, roleArn TEXT NOT NULL, revisionId TEXT NOT NULL, status TEXT NOT NULL, input TEXT NOT NULL,
    output TEXT, error TEXT, cause TEXT, startedAt INTEGER NOT NULL, stoppedAt INTEGER, parent TEXT, parentTask TEXT,
    revision INTEGER NOT NULL DEFAULT 0, head TEXT
  ) STRICT;
  CREATE INDEX states_executions_machine ON states_executions (machineArn, sequence);
  CREATE INDEX states_executions_parent ON states_executions (parent) WHERE parent IS NOT NULL;
  CREATE TABLE states_parts (
    execution INTEGER NOT NULL REFERENCES states_executions (sequence) ON DELETE CASCADE, kind TEXT NOT NULL, id TEXT NOT NULL,
    value TEXT NOT NULL, PRIMARY KEY (execution, kind, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE states_events (
    execution INTEGER NOT NULL REFERENCES states_executions (sequence) ON DELETE CASCADE, id INTEGER NOT NULL,
    event TEXT NOT NULL, PRIMARY KEY (execution, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE states_tokens (
    token TEXT PRIMARY KEY, execution TEXT NOT NULL, task TEXT NOT NULL
  ) STRICT;`,
];

export interface MachineRow {
  arn: string;
  name: string;
  definition: string;
  roleArn: string;
  type: 'STANDARD' | 'EXPRESS';
  revisionId: string;
  /** JSON, Tag[] */
  tags: string;
  /** milliseconds since epoch, as all times here */
  createdAt: number;
  updatedAt: number;
}

/** An execution keeps the definition and the role with which it began: an update of its state machine does not reach it. */
export interface ExecutionRow {
  sequence: number;
  arn: string;
  name: string;
  machineArn: string;
  definition: string;
  roleArn: string;
  revisionId: string;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  /** JSON text as it was given */
  input: string;
  output: string | null;
  error: string | null;
  cause: string | null;
  startedAt: number;
  stoppedAt: number | null;
  /** ARN of the execution whose task waits for this one, and the id of that task */
  parent: string | null;
  parentTask: string | null;
}

export const machines = {
  find: (db: Database, arn: string) => db.one<MachineRow>('SELECT * FROM states_machines WHERE arn = ?', arn),
  list: (db: Database) => db.all<MachineRow>('SELECT * FROM states_machines ORDER BY createdAt, name'),
  insert: (db: Database, row: MachineRow) =>
    db.run(
      'INSERT INTO states_machines VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      row.arn,
      row.name,
      row.definition,
      row.roleArn,
      row.type,
      row.revisionId,
      row.tags,
      row.createdAt,
      row.updatedAt,
    ),
  update: (db: Database, row: MachineRow) =>
    db.run(
      'UPDATE states_machines SET definition = ?, roleArn = ?, revisionId = ?, tags = ?, updatedAt = ? WHERE arn = ?',
      row.definition,
      row.roleArn,
      row.revisionId,
      row.tags,
      row.updatedAt,
      row.arn,
    ),
  delete: (db: Database, arn: string) => db.run('DELETE FROM states_machines WHERE arn = ?', arn),
};

type NewExecution = Omit<ExecutionRow, 'sequence' | 'output' | 'error' | 'cause' | 'stoppedAt'>;

export const executions = {
  find: (db: Database, arn: string) => db.one<ExecutionRow>('SELECT * FROM states_executions WHERE arn = ?', arn),
  /** The newest first, those before `sequence` only. */
  list: (db: Database, machineArn: string, status: string | undefined, before: number, limit: number) =>
    db.all<ExecutionRow>(
      `SELECT * FROM states_executions WHERE machineArn = ?1 AND (?2 IS NULL OR status = ?2) AND sequence < ?3
       ORDER BY sequence DESC LIMIT ?4`,
      machineArn,
      status ?? null,
      before,
      limit,
    ),
  runningChildren: (db: Database, parent: string, task: string) =>
    db.all<ExecutionRow>(
      "SELECT * FROM states_executions WHERE parent = ? AND parentTask = ? AND status = 'RUNNING' ORDER BY sequence",
      parent,
      task,
    ),
  insert: (db: Database, row: NewExecution) =>
    db.run(
      `INSERT INTO states_executions
       (arn, name, machineArn, definition, roleArn, revisionId, status, input, startedAt, parent, parentTask)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      row.arn,
      row.name,
      row.machineArn,
      row.definition,
      row.roleArn,
      row.revisionId,
      row.status,
      row.input,
      row.startedAt,
      row.parent,
      row.parentTask,
    ),
  adopt: (db: Database, child: string, parent: string, task: string) =>
    db.run('UPDATE states_executions SET parent = ?, parentTask = ? WHERE arn = ?', parent, task, child),
  finish: (db: Database, row: Pick<ExecutionRow, 'arn' | 'status' | 'output' | 'error' | 'cause' | 'stoppedAt'>) =>
    db.run(
      'UPDATE states_executions SET status = ?, output = ?, error = ?, cause = ?, stoppedAt = ? WHERE arn = ?',
      row.status,
      row.output,
      row.error,
      row.cause,
      row.stoppedAt,
      row.arn,
    ),
};

export const events = {
  insert: (db: Database, execution: number, id: number, event: string) =>
    db.run('INSERT INTO states_events VALUES (?, ?, ?)', execution, id, event),
  /** @param after only events behind this one, in the direction of reading */
  list: (db: Database, execution: number, after: number, limit: number, reverse: boolean) =>
    db.all<{ id: number; event: string }>(
      reverse
        ? 'SELECT id, event FROM states_events WHERE execution = ? AND id < ? ORDER BY id DESC LIMIT ?'
        : 'SELECT id, event FROM states_events WHERE execution = ? AND id > ? ORDER BY id LIMIT ?',
      execution,
      after,
      limit,
    ),
};

export const tokens = {
  find: (db: Database, token: string) =>
    db.one<{ execution: string; task: string }>('SELECT execution, task FROM states_tokens WHERE token = ?', token),
  insert: (db: Database, token: string, execution: string, task: string) =>
    db.run('INSERT OR IGNORE INTO states_tokens VALUES (?, ?, ?)', token, execution, task),
  delete: (db: Database, execution: string, task: string) =>
    db.run('DELETE FROM states_tokens WHERE execution = ? AND task = ?', execution, task),
  deleteAll: (db: Database, execution: string) => db.run('DELETE FROM states_tokens WHERE execution = ?', execution),
};
