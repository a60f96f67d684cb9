import type { Database } from '../../../../store/database.ts';
import type { Counts, Status } from '../rules/status.ts';

/** A task on one of its targets, or the whole of a task that has none. */
export interface Invocation {
  readonly id: string;
  readonly taskExecutionId: string;
  /** the place of its registered target among those of the task */
  readonly batch: number;
  readonly resourceId: string | null;
  readonly windowTargetId: string | null;
  readonly ownerInformation: string | null;
  readonly status: Status;
  readonly statusDetails: string | null;
  /** milliseconds since epoch */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** what does the work: the ARN of the state machine's execution, the command id */
  readonly followed: string | null;
  /** JSON of the request that was made */
  readonly parameters: string | null;
}

const columns = `id, task_execution_id AS taskExecutionId, batch, resource_id AS resourceId,
  window_target_id AS windowTargetId, owner_information AS ownerInformation, status, status_details AS statusDetails,
  started_at AS startedAt, ended_at AS endedAt, followed, parameters`;

const select = `SELECT ${columns} FROM ssm_window_invocations`;

export const invocations = {
  find: (db: Database, id: string) => db.one<Invocation>(`${select} WHERE id = ?`, id),
  /** Of one task execution, in the order in which they are begun. */
  of: (db: Database, taskExecutionId: string) =>
    db.all<Invocation>(`${select} WHERE task_execution_id = ? ORDER BY sequence`, taskExecutionId),
  inStatus: (db: Database, taskExecutionId: string, status: Status) =>
    db.all<Invocation>(
      `${select} WHERE task_execution_id = ? AND status = ? ORDER BY sequence`,
      taskExecutionId,
      status,
    ),
  following: (db: Database, followed: string) =>
    db.all<Invocation>(`${select} WHERE followed = ? AND ended_at IS NULL ORDER BY sequence`, followed),
  /** The next that wait, of the first batch that is not over. */
  waiting: (db: Database, taskExecutionId: string, limit: number) =>
    db.all<Invocation>(
      `${select} WHERE task_execution_id = ?1 AND status = 'PENDING' AND batch =
         (SELECT MIN(batch) FROM ssm_window_invocations WHERE task_execution_id = ?1 AND status IN ('PENDING', 'IN_PROGRESS'))
       ORDER BY sequence LIMIT ?2`,
      taskExecutionId,
      limit,
    ),
  counts(db: Database, taskExecutionId: string): Counts {
    const rows = db.all<{ status: Status; count: number }>(
      'SELECT status, COUNT(*) AS count FROM ssm_window_invocations WHERE task_execution_id = ? GROUP BY status',
      taskExecutionId,
    );
    return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  },
  insert: (db: Database, row: Invocation) =>
    db.run(
      `INSERT INTO ssm_window_invocations (task_execution_id, batch, resource_id, window_target_id, owner_information,
         status, status_details, started_at, ended_at, followed, parameters, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      row.taskExecutionId,
      row.batch,
      row.resourceId,
      row.windowTargetId,
      row.ownerInformation,
      ...changing(row),
    ),
  update: (db: Database, row: Invocation) =>
    db.run(
      `UPDATE ssm_window_invocations SET status = ?, status_details = ?, started_at = ?, ended_at = ?, followed = ?,
         parameters = ? WHERE id = ?`,
      ...changing(row),
    ),
};

const changing = (row: Invocation) =>
  [row.status, row.statusDetails, row.startedAt, row.endedAt, row.followed, row.parameters, row.id] as const;
