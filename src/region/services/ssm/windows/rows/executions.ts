/** What came of the openings of windows: an execution each time, and in it an execution of each task. */
import type { Database } from '../../../../store/database.ts';
import type { Status } from '../rules/status.ts';
import type { TaskDetails } from './registrations.ts';

export interface Execution {
  readonly id: string;
  readonly windowId: string;
  readonly status: Status;
  readonly statusDetails: string | null;
  /** milliseconds since epoch, as all times here */
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** from then on no task is begun */
  readonly cutoffAt: number;
  /** the window's end */
  readonly closesAt: number;
}

export interface TaskExecution {
  readonly id: string;
  readonly executionId: string;
  readonly windowTaskId: string;
  readonly status: Status;
  readonly statusDetails: string | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** the cutoff came before it was complete */
  readonly cutOff: boolean;
  /** the task as it was when the window opened */
  readonly task: TaskDetails;
}

type TaskRow = Omit<TaskExecution, 'cutOff' | 'task'> & { cutOff: number; task: string };

const columns = `id, window_id AS windowId, status, status_details AS statusDetails, started_at AS startedAt,
  ended_at AS endedAt, cutoff_at AS cutoffAt, closes_at AS closesAt`;

const taskColumns = `id, execution_id AS executionId, window_task_id AS windowTaskId, status,
  status_details AS statusDetails, started_at AS startedAt, ended_at AS endedAt, cut_off AS cutOff, task`;

const readTask = (row: TaskRow): TaskExecution => ({
  ...row,
  cutOff: row.cutOff === 1,
  task: JSON.parse(row.task) as TaskDetails,
});

export const executions = {
  find: (db: Database, id: string) =>
    db.one<Execution>(`SELECT ${columns} FROM ssm_window_executions WHERE id = ?`, id),
  /** Of one window, the latest first. */
  of: (db: Database, windowId: string) =>
    db.all<Execution>(
      `SELECT ${columns} FROM ssm_window_executions WHERE window_id = ? ORDER BY sequence DESC`,
      windowId,
    ),
  underWay: (db: Database, windowId: string) =>
    db.one<Execution>(
      `SELECT ${columns} FROM ssm_window_executions WHERE window_id = ? AND ended_at IS NULL`,
      windowId,
    ),
  insert: (db: Database, row: Execution) =>
    db.run(
      `INSERT INTO ssm_window_executions (id, window_id, status, status_details, started_at, ended_at, cutoff_at, closes_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      row.id,
      row.windowId,
      row.status,
      row.statusDetails,
      row.startedAt,
      row.endedAt,
      row.cutoffAt,
      row.closesAt,
    ),
  update: (db: Database, row: Execution) =>
    db.run(
      'UPDATE ssm_window_executions SET status = ?, status_details = ?, ended_at = ? WHERE id = ?',
      row.status,
      row.statusDetails,
      row.endedAt,
      row.id,
    ),
  /** With all that belongs to them. */
  deleteEndedBefore: (db: Database, time: number) =>
    db.run('DELETE FROM ssm_window_executions WHERE ended_at < ?', time),
};

export const taskExecutions = {
  find(db: Database, id: string): TaskExecution | undefined {
    const row = db.one<TaskRow>(`SELECT ${taskColumns} FROM ssm_window_task_executions WHERE id = ?`, id);
    return row && readTask(row);
  },
  /** Of one execution, in the order of the tasks' priorities. */
  of: (db: Database, executionId: string): TaskExecution[] =>
    db
      .all<TaskRow>(
        `SELECT ${taskColumns} FROM ssm_window_task_executions WHERE execution_id = ? ORDER BY sequence`,
        executionId,
      )
      .map(readTask),
  insert: (db: Database, row: TaskExecution) =>
    db.run(
      `INSERT INTO ssm_window_task_executions
       (id, execution_id, window_task_id, status, status_details, started_at, ended_at, cut_off, task)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      row.id,
      row.executionId,
      row.windowTaskId,
      row.status,
      row.statusDetails,
      row.startedAt,
      row.endedAt,
      Number(row.cutOff),
      JSON.stringify(row.task),
    ),
  update: (db: Database, row: TaskExecution) =>
    db.run(
      `UPDATE ssm_window_task_executions SET status = ?, status_details = ?, started_at = ?, ended_at = ?, cut_off = ?
       WHERE id = ?`,
      row.status,
      row.statusDetails,
      row.startedAt,
      row.endedAt,
      Number(row.cutOff),
      row.id,
    ),
};
