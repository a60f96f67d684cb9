import type { Database } from '../../../store/database.ts';

export interface MapRunRow {
  sequence: number;
  arn: string;
  /** the execution whose Map state it is: its sequence and its ARN */
  execution: number;
  executionArn: string;
  /** by which the interpreter knows it */
  id: string;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  executionType: 'STANDARD' | 'EXPRESS';
  maxConcurrency: number;
  toleratedFailureCount: number;
  toleratedFailurePercentage: number;
  startedAt: number;
  stoppedAt: number | null;
  /** child executions that were never begun because the Map Run ended before, and their items */
  pendingExecutions: number;
  pendingItems: number;
  redriveCount: number;
  redrivenAt: number | null;
}

type NewMapRun = Omit<
  MapRunRow,
  'sequence' | 'status' | 'stoppedAt' | 'pendingExecutions' | 'pendingItems' | 'redriveCount' | 'redrivenAt'
>;

export const mapRuns = {
  find: (db: Database, arn: string) => db.one<MapRunRow>('SELECT * FROM states_map_runs WHERE arn = ?', arn),
  list: (db: Database, execution: number, after: number, limit: number) =>
    db.all<MapRunRow>(
      'SELECT * FROM states_map_runs WHERE execution = ? AND sequence > ? ORDER BY sequence LIMIT ?',
      execution,
      after,
      limit,
    ),
  insert: (db: Database, row: NewMapRun) =>
    db.run(
      `INSERT INTO states_map_runs (arn, execution, executionArn, id, status, executionType, maxConcurrency,
         toleratedFailureCount, toleratedFailurePercentage, startedAt) VALUES (?, ?, ?, ?, 'RUNNING', ?, ?, ?, ?, ?)`,
      row.arn,
      row.execution,
      row.executionArn,
      row.id,
      row.executionType,
      row.maxConcurrency,
      row.toleratedFailureCount,
      row.toleratedFailurePercentage,
      row.startedAt,
    ),
  update: (db: Database, row: MapRunRow) =>
    db.run(
      `UPDATE states_map_runs SET status = ?, stoppedAt = ?, maxConcurrency = ?, toleratedFailureCount = ?,
         toleratedFailurePercentage = ?, pendingExecutions = ?, pendingItems = ?, redriveCount = ?, redrivenAt = ?
       WHERE sequence = ?`,
      row.status,
      row.stoppedAt,
      row.maxConcurrency,
      row.toleratedFailureCount,
      row.toleratedFailurePercentage,
      row.pendingExecutions,
      row.pendingItems,
      row.redriveCount,
      row.redrivenAt,
      row.sequence,
    ),
};
