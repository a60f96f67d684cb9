import type { Database } from '../../../store/database.ts';

/** Task tokens that were ever given out by an execution: they tell a task that is over from a token that never was one. */
export const tokens = {
  find: (db: Database, token: string) =>
    db.one<{ executionArn: string; task: string }>(
      `SELECT arn AS executionArn, task FROM states_task_tokens
       JOIN states_executions ON sequence = execution WHERE token = ?`,
      token,
    ),
  insert: (db: Database, token: string, execution: number, task: string) =>
    db.run('INSERT INTO states_task_tokens VALUES (?, ?, ?)', token, execution, task),
};
