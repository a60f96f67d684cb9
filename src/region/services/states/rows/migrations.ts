/** A revision is a definition with its role: state machines, versions and executions refer to it, so it is kept once. */
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

  `CREATE TABLE states_revisions (
    revisionId TEXT PRIMARY KEY, definition TEXT NOT NULL, roleArn TEXT NOT NULL, revisedAt INTEGER NOT NULL
  ) STRICT;
  INSERT INTO states_revisions SELECT revisionId, definition, roleArn, updatedAt FROM states_machines;
  INSERT OR IGNORE INTO states_revisions SELECT revisionId, definition, roleArn, startedAt FROM states_executions;

  ALTER TABLE states_machines DROP COLUMN definition;
  ALTER TABLE states_machines DROP COLUMN roleArn;
  ALTER TABLE states_machines ADD COLUMN status TEXT NOT NULL DEFAULT 'ACTIVE';
  ALTER TABLE states_machines ADD COLUMN initialRevision TEXT NOT NULL DEFAULT '';
  UPDATE states_machines SET initialRevision = revisionId WHERE updatedAt = createdAt;
  ALTER TABLE states_machines ADD COLUMN lastVersion INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE states_versions (
    arn TEXT PRIMARY KEY, machineArn TEXT NOT NULL, number INTEGER NOT NULL, revisionId TEXT NOT NULL, description TEXT,
    createdAt INTEGER NOT NULL, UNIQUE (machineArn, number)
  ) STRICT;
  CREATE TABLE states_aliases (
    arn TEXT PRIMARY KEY, machineArn TEXT NOT NULL, name TEXT NOT NULL, description TEXT, routing TEXT NOT NULL,
    createdAt INTEGER NOT NULL, updatedAt INTEGER NOT NULL, UNIQUE (machineArn, name)
  ) STRICT;

  ALTER TABLE states_executions DROP COLUMN definition;
  ALTER TABLE states_executions DROP COLUMN roleArn;
  ALTER TABLE states_executions ADD COLUMN type TEXT NOT NULL DEFAULT 'STANDARD';
  ALTER TABLE states_executions ADD COLUMN syncVersion INTEGER;
  ALTER TABLE states_executions ADD COLUMN versionArn TEXT;
  ALTER TABLE states_executions ADD COLUMN aliasArn TEXT;
  ALTER TABLE states_executions ADD COLUMN mapRunArn TEXT;
  ALTER TABLE states_executions ADD COLUMN flow TEXT NOT NULL DEFAULT '';
  ALTER TABLE states_executions ADD COLUMN items INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE states_executions ADD COLUMN deleting INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE states_executions ADD COLUMN redriveCount INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE states_executions ADD COLUMN redrivenAt INTEGER;
  ALTER TABLE states_executions ADD COLUMN expiresAt INTEGER;
  UPDATE states_executions SET expiresAt = stoppedAt + 90 * 86400000 WHERE stoppedAt IS NOT NULL;
  CREATE INDEX states_executions_map_run ON states_executions (mapRunArn, sequence) WHERE mapRunArn IS NOT NULL;
  CREATE INDEX states_executions_expiry ON states_executions (expiresAt) WHERE expiresAt IS NOT NULL;

  CREATE TABLE states_task_tokens (
    token TEXT PRIMARY KEY, execution INTEGER NOT NULL REFERENCES states_executions (sequence) ON DELETE CASCADE,
    task TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX states_task_tokens_execution ON states_task_tokens (execution);
  INSERT INTO states_task_tokens
    SELECT token, sequence, task FROM states_tokens JOIN states_executions ON states_executions.arn = execution;
  DROP TABLE states_tokens;

  CREATE TABLE states_map_runs (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE,
    execution INTEGER NOT NULL REFERENCES states_executions (sequence) ON DELETE CASCADE, executionArn TEXT NOT NULL,
    id TEXT NOT NULL, status TEXT NOT NULL, executionType TEXT NOT NULL, maxConcurrency INTEGER NOT NULL,
    toleratedFailureCount INTEGER NOT NULL, toleratedFailurePercentage REAL NOT NULL, startedAt INTEGER NOT NULL,
    stoppedAt INTEGER, pendingExecutions INTEGER NOT NULL DEFAULT 0, pendingItems INTEGER NOT NULL DEFAULT 0,
    redriveCount INTEGER NOT NULL DEFAULT 0, redrivenAt INTEGER
  ) STRICT;
  CREATE INDEX states_map_runs_execution ON states_map_runs (execution, sequence);

  CREATE TABLE states_activities (
    arn TEXT PRIMARY KEY, name TEXT NOT NULL, tags TEXT NOT NULL, createdAt INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE states_activity_tasks (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, activityArn TEXT NOT NULL,
    execution INTEGER NOT NULL REFERENCES states_executions (sequence) ON DELETE CASCADE, task TEXT NOT NULL,
    token TEXT NOT NULL, input TEXT NOT NULL, UNIQUE (execution, task)
  ) STRICT;
  CREATE INDEX states_activity_tasks_activity ON states_activity_tasks (activityArn, sequence);`,

  'ALTER TABLE states_executions ADD COLUMN redriveToken TEXT;',

  // A history was a row for each event, with all of it as JSON.
  `CREATE TABLE states_histories (place INTEGER PRIMARY KEY, at INTEGER NOT NULL, events TEXT NOT NULL) STRICT;
  INSERT INTO states_histories
    SELECT execution * 100000 + id, json_extract(event, '$.timestamp'), iif(details IS NULL,
      json_array(json_array(json_extract(event, '$.previousEventId'), json_extract(event, '$.type'))),
      json_array(json_array(json_extract(event, '$.previousEventId'), json_extract(event, '$.type'), json(details))))
    FROM (SELECT *, (SELECT value FROM JSON_EACH(event) WHERE type = 'object') AS details FROM states_events)
    ORDER BY execution, id;
  DROP TABLE states_events;
  CREATE TRIGGER states_executions_history AFTER DELETE ON states_executions BEGIN
    DELETE FROM states_histories WHERE place BETWEEN old.sequence * 100000 AND old.sequence * 100000 + 99999;
  END;`,

  // Child executions of a Map Run are found through it alone, and there are many.
  `DROP INDEX states_executions_machine;
  CREATE INDEX states_executions_machine ON states_executions (machineArn, sequence) WHERE mapRunArn IS NULL;
  DROP INDEX states_executions_parent;
  CREATE INDEX states_executions_parent ON states_executions (parent) WHERE parent IS NOT NULL AND mapRunArn IS NULL;`,

  `UPDATE states_executions SET expiresAt = startedAt + iif(type = 'STANDARD', 365 * 86400000, 300000)
   WHERE expiresAt IS NULL;`,
];
