/** The tables of CloudFormation. What no statement searches for stands as JSON in `record`. */
export const migrations: readonly string[] = [
  `CREATE TABLE cloudformation_stacks (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, status TEXT NOT NULL, createdAt INTEGER NOT NULL, record TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX cloudformation_stacks_live ON cloudformation_stacks (name) WHERE status <> 'DELETE_COMPLETE';

  CREATE TABLE cloudformation_resources (
    id INTEGER PRIMARY KEY AUTOINCREMENT, stackId TEXT NOT NULL REFERENCES cloudformation_stacks (id), logicalId TEXT NOT NULL,
    superseded INTEGER NOT NULL, record TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX cloudformation_resources_current ON cloudformation_resources (stackId, logicalId) WHERE superseded = 0;

  CREATE TABLE cloudformation_steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT, stackId TEXT NOT NULL REFERENCES cloudformation_stacks (id), state TEXT NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX cloudformation_steps_stack ON cloudformation_steps (stackId);

  CREATE TABLE cloudformation_events (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, stackId TEXT NOT NULL REFERENCES cloudformation_stacks (id), record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX cloudformation_events_stack ON cloudformation_events (stackId, sequence);

  CREATE TABLE cloudformation_changesets (
    id TEXT PRIMARY KEY, stackId TEXT NOT NULL REFERENCES cloudformation_stacks (id), name TEXT NOT NULL,
    createdAt INTEGER NOT NULL, record TEXT NOT NULL, UNIQUE (stackId, name)
  ) STRICT;

  CREATE TABLE cloudformation_exports (
    name TEXT PRIMARY KEY, stackId TEXT NOT NULL REFERENCES cloudformation_stacks (id), value TEXT NOT NULL
  ) STRICT;
  CREATE TABLE cloudformation_imports (
    name TEXT NOT NULL, stackId TEXT NOT NULL REFERENCES cloudformation_stacks (id), PRIMARY KEY (name, stackId)
  ) STRICT;`,
];
