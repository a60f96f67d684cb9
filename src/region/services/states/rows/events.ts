import type { Database } from '../../../store/database.ts';

/** The history of executions; `event` is the interpreter's HistoryEvent as JSON. */
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
