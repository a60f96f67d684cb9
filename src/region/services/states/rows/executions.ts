import type { ExecutionStatus } from '../../../../asl/index.ts';
import type { Database } from '../../../store/database.ts';

/** An execution keeps the revision with which it began: an update of its state machine does not reach it. */
export interface ExecutionRow {
  sequence: number;
  arn: string;
  name: string;
  /** of a child execution of a Map Run: qualified with the Map state's label */
  machineArn: string;
  revisionId: string;
  type: 'STANDARD' | 'EXPRESS';
  /** through which it was started, if it was through one */
  versionArn: string | null;
  aliasArn: string | null;
  status: ExecutionStatus;
  /** JSON text as it was given */
  input: string;
  output: string | null;
  error: string | null;
  cause: string | null;
  /** milliseconds since epoch, as all times here */
  startedAt: number;
  stoppedAt: number | null;
  /** ARN of the execution that waits for this one, and the id by which it knows it: of a task, or of a child */
  parent: string | null;
  parentTask: string | null;
  /** of the task that waits, `.sync` or `.sync:2`: how it wants to be told */
  syncVersion: 1 | 2 | null;
  /** of a child execution: the Map Run it belongs to, the states it runs, how many items it has */
  mapRunArn: string | null;
  flow: string;
  items: number;
  /** 1 once its state machine is being deleted */
  deleting: number;
  redriveCount: number;
  redrivenAt: number | null;
  /** with which it was asked for the last time */
  redriveToken: string | null;
  /** when it times out at the latest, while it runs; when it is forgotten, once it has ended */
  expiresAt: number;
  /** of the snapshot */
  revision: number;
}

export type NewExecution = Omit<ExecutionRow, 'sequence'>;

/** What ListExecutions may ask for; undefined for all. */
export interface ExecutionFilter {
  status?: string;
  /** whether it was ever redriven */
  redriven?: boolean;
  now: number;
}

const columns = [
  'arn',
  'name',
  'machineArn',
  'revisionId',
  'type',
  'versionArn',
  'aliasArn',
  'status',
  'input',
  'output',
  'error',
  'cause',
  'startedAt',
  'stoppedAt',
  'parent',
  'parentTask',
  'syncVersion',
  'mapRunArn',
  'flow',
  'items',
  'deleting',
  'redriveCount',
  'redrivenAt',
  'redriveToken',
  'expiresAt',
  'revision',
] as const satisfies readonly (keyof NewExecution)[];

const inserted = `INSERT INTO states_executions (${columns}) VALUES (${columns.map(() => '?')})
  ON CONFLICT (arn) DO NOTHING`;

/** Child executions of a Map Run are not among those of a state machine, and stand in no index of its. */
const listed = (by: 'machineArn' | 'versionArn' | 'aliasArn' | 'mapRunArn') =>
  `SELECT sequence, ${columns} FROM states_executions
   WHERE ${by} = ?1 ${by === 'machineArn' ? 'AND mapRunArn IS NULL ' : ''}AND (?2 IS NULL OR status = ?2) AND (?3 IS NULL OR (redriveCount > 0) = ?3)
     AND (expiresAt > ?4 OR status = 'RUNNING') AND sequence < ?5
   ORDER BY sequence DESC LIMIT ?6`;

export const executions = {
  find: (db: Database, arn: string) =>
    db.one<ExecutionRow>(`SELECT sequence, ${columns} FROM states_executions WHERE arn = ?`, arn),
  /** The revision of an execution that runs, without its input, which may be long. */
  runningRevision: (db: Database, arn: string) =>
    db.one<{ revisionId: string }>("SELECT revisionId FROM states_executions WHERE arn = ? AND status = 'RUNNING'", arn)
      ?.revisionId,
  /** The newest first, those before `before` only. */
  list: (
    db: Database,
    by: Parameters<typeof listed>[0],
    arn: string,
    filter: ExecutionFilter,
    before: number,
    limit: number,
  ) =>
    db.all<ExecutionRow>(
      listed(by),
      arn,
      filter.status ?? null,
      filter.redriven === undefined ? null : Number(filter.redriven),
      filter.now,
      before,
      limit,
    ),
  runningOfTask: (db: Database, parent: string, task: string) =>
    db.all<{ arn: string }>(
      `SELECT arn FROM states_executions
       WHERE parent = ? AND parentTask = ? AND mapRunArn IS NULL AND status = 'RUNNING' ORDER BY sequence`,
      parent,
      task,
    ),
  runningOfMapRun: (db: Database, mapRunArn: string) =>
    db.all<{ arn: string }>(
      "SELECT arn FROM states_executions WHERE mapRunArn = ? AND status = 'RUNNING' ORDER BY sequence",
      mapRunArn,
    ),
  /** Child executions of a Map Run that ended without success. */
  unsuccessfulOfMapRun: (db: Database, mapRunArn: string) =>
    db.all<
      Pick<
        ExecutionRow,
        'sequence' | 'type' | 'deleting' | 'status' | 'startedAt' | 'stoppedAt' | 'mapRunArn' | 'items' | 'redriveToken'
      >
    >(
      `SELECT sequence, type, deleting, status, startedAt, stoppedAt, mapRunArn, items, redriveToken FROM states_executions
       WHERE mapRunArn = ? AND status NOT IN ('RUNNING', 'SUCCEEDED')`,
      mapRunArn,
    ),
  /** By status: how many child executions of a Map Run there are, and with how many items. */
  countMapRun: (db: Database, mapRunArn: string) =>
    db.all<{ status: ExecutionStatus; executions: number; items: number }>(
      `SELECT status, COUNT(*) AS executions, SUM(items) AS items FROM states_executions
       WHERE mapRunArn = ? GROUP BY status ORDER BY status`,
      mapRunArn,
    ),
  /** @returns the sequence; undefined when there is one of that ARN already */
  insert: (db: Database, row: NewExecution) => db.insert(inserted, ...columns.map((column) => row[column])),
  adopt: (db: Database, child: string, parent: string, task: string, syncVersion: 1 | 2) =>
    db.run(
      'UPDATE states_executions SET parent = ?, parentTask = ?, syncVersion = ? WHERE arn = ?',
      parent,
      task,
      syncVersion,
      child,
    ),
  finish: (db: Database, row: ExecutionRow) =>
    db.run(
      `UPDATE states_executions SET status = ?, output = ?, error = ?, cause = ?, stoppedAt = ?, expiresAt = ?
       WHERE sequence = ?`,
      row.status,
      row.output,
      row.error,
      row.cause,
      row.stoppedAt,
      row.expiresAt,
      row.sequence,
    ),
  redrive: (db: Database, row: ExecutionRow) =>
    db.run(
      `UPDATE states_executions SET status = 'RUNNING', output = NULL, error = NULL, cause = NULL, stoppedAt = NULL,
         expiresAt = ?, redriveCount = ?, redrivenAt = ?, redriveToken = ? WHERE sequence = ?`,
      row.expiresAt,
      row.redriveCount,
      row.redrivenAt,
      row.redriveToken,
      row.sequence,
    ),
  delete: (db: Database, sequence: number) => db.run('DELETE FROM states_executions WHERE sequence = ?', sequence),
  countRunning: (db: Database, machineArn: string) =>
    db.one<{ count: number }>(
      `SELECT COUNT(*) AS count FROM states_executions
       WHERE machineArn = ? AND mapRunArn IS NULL AND status = 'RUNNING'`,
      machineArn,
    )!.count,
  deleteWithMachine: (db: Database, machineArn: string) =>
    db.run(
      `UPDATE states_executions SET deleting = 1
       WHERE machineArn = ? AND mapRunArn IS NULL AND status = 'RUNNING'`,
      machineArn,
    ),
  countUnderWay: (db: Database) =>
    db.one<{ count: number }>("SELECT count(*) AS count FROM states_executions WHERE status = 'RUNNING'")!.count,
  /** Those whose time has come: to end, or to be forgotten. */
  expired: (db: Database, now: number, limit: number) =>
    db.all<Pick<ExecutionRow, 'sequence' | 'arn' | 'status'>>(
      'SELECT sequence, arn, status FROM states_executions WHERE expiresAt <= ? ORDER BY expiresAt LIMIT ?',
      now,
      limit,
    ),
};
