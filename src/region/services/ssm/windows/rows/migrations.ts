/** What is registered with windows: targets, tasks. */
const registrations = (table: string) => `
  CREATE TABLE ${table} (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    window_id TEXT NOT NULL REFERENCES ssm_windows (id) ON DELETE CASCADE,
    client_token TEXT UNIQUE,
    request TEXT NOT NULL,
    details TEXT NOT NULL
  ) STRICT;
  CREATE INDEX ${table}_of ON ${table} (window_id);`;

/** The tables of maintenance windows: what is registered, and what came of each opening. Times are milliseconds since epoch. */
export const windowMigrations: readonly string[] = [
  `
  CREATE TABLE ssm_windows (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    enabled INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    anchor INTEGER NOT NULL,
    client_token TEXT UNIQUE,
    request TEXT NOT NULL,
    details TEXT NOT NULL
  ) STRICT;

  ${registrations('ssm_window_targets')}
  ${registrations('ssm_window_tasks')}

  CREATE TABLE ssm_window_executions (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    window_id TEXT NOT NULL,
    status TEXT NOT NULL,
    status_details TEXT,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    cutoff_at INTEGER NOT NULL,
    closes_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX ssm_window_executions_of ON ssm_window_executions (window_id, sequence);
  CREATE INDEX ssm_window_executions_under_way ON ssm_window_executions (window_id) WHERE ended_at IS NULL;
  CREATE INDEX ssm_window_executions_ended ON ssm_window_executions (ended_at);

  CREATE TABLE ssm_window_task_executions (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    execution_id TEXT NOT NULL REFERENCES ssm_window_executions (id) ON DELETE CASCADE,
    window_task_id TEXT NOT NULL,
    status TEXT NOT NULL,
    status_details TEXT,
    started_at INTEGER,
    ended_at INTEGER,
    cut_off INTEGER NOT NULL,
    task TEXT NOT NULL
  ) STRICT;
  CREATE INDEX ssm_window_task_executions_of ON ssm_window_task_executions (execution_id);

  CREATE TABLE ssm_window_invocations (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    task_execution_id TEXT NOT NULL REFERENCES ssm_window_task_executions (id) ON DELETE CASCADE,
    batch INTEGER NOT NULL,
    resource_id TEXT,
    window_target_id TEXT,
    owner_information TEXT,
    status TEXT NOT NULL,
    status_details TEXT,
    started_at INTEGER,
    ended_at INTEGER,
    followed TEXT,
    parameters TEXT
  ) STRICT;
  CREATE INDEX ssm_window_invocations_of ON ssm_window_invocations (task_execution_id, status, batch, sequence);
  CREATE INDEX ssm_window_invocations_followed ON ssm_window_invocations (followed) WHERE followed IS NOT NULL;
  `,
];
