import type { Database } from '../../../store/database.ts';

export interface ActivityRow {
  arn: string;
  name: string;
  /** JSON, Tag[] */
  tags: string;
  createdAt: number;
}

/** A task of an activity that no worker has taken yet. */
export interface ActivityTaskRow {
  activityArn: string;
  executionArn: string;
  task: string;
  token: string;
  /** JSON text */
  input: string;
}

export const activities = {
  find: (db: Database, arn: string) => db.one<ActivityRow>('SELECT * FROM states_activities WHERE arn = ?', arn),
  list: (db: Database, offset: number, limit: number) =>
    db.all<ActivityRow>('SELECT * FROM states_activities ORDER BY createdAt, name LIMIT ?2 OFFSET ?1', offset, limit),
  insert: (db: Database, row: ActivityRow) =>
    db.run('INSERT INTO states_activities VALUES (?, ?, ?, ?)', row.arn, row.name, row.tags, row.createdAt),
  tag: (db: Database, arn: string, tags: string) =>
    db.run('UPDATE states_activities SET tags = ? WHERE arn = ?', tags, arn),
  delete: (db: Database, arn: string) => db.run('DELETE FROM states_activities WHERE arn = ?', arn),
};

export const activityTasks = {
  insert: (db: Database, execution: number, row: Omit<ActivityTaskRow, 'executionArn'>) =>
    db.run(
      'INSERT INTO states_activity_tasks (activityArn, execution, task, token, input) VALUES (?, ?, ?, ?, ?)',
      row.activityArn,
      execution,
      row.task,
      row.token,
      row.input,
    ),
  /** The one that has waited longest is taken out of the queue. */
  take(db: Database, activityArn: string): ActivityTaskRow | undefined {
    const next = db.one<ActivityTaskRow & { queued: number }>(
      `SELECT states_activity_tasks.*, states_activity_tasks.sequence AS queued, arn AS executionArn
       FROM states_activity_tasks JOIN states_executions ON states_executions.sequence = execution
       WHERE activityArn = ? ORDER BY queued LIMIT 1`,
      activityArn,
    );
    if (next) db.run('DELETE FROM states_activity_tasks WHERE sequence = ?', next.queued);
    return next;
  },
  delete: (db: Database, execution: number, task: string) =>
    db.run('DELETE FROM states_activity_tasks WHERE execution = ? AND task = ?', execution, task),
};
