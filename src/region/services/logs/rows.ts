import type { Database } from '../../store/database.ts';

/** Times are in milliseconds since epoch. */
export interface GroupRow {
  name: string;
  created: number;
  /** days; null for ever */
  retention: number | null;
  /** JSON, key to value */
  tags: string;
}

export interface StreamRow {
  groupName: string;
  name: string;
  created: number;
  firstEvent: number | null;
  lastEvent: number | null;
  lastIngestion: number | null;
}

export interface EventRow {
  /** rises in the order in which events were taken in */
  id: number;
  streamName: string;
  timestamp: number;
  message: string;
  ingested: number;
}

/** A resource policy of the account. */
export interface PolicyRow {
  name: string;
  /** JSON text */
  document: string;
  updated: number;
}

/** A place in the order of events: by time, then by id. */
export type Position = Pick<EventRow, 'timestamp' | 'id'>;

export const migrations = [
  `CREATE TABLE logs_groups (
    name TEXT PRIMARY KEY, created INTEGER NOT NULL, retention INTEGER, tags TEXT NOT NULL
  ) STRICT;
  CREATE TABLE logs_streams (
    groupName TEXT NOT NULL REFERENCES logs_groups (name) ON DELETE CASCADE, name TEXT NOT NULL,
    created INTEGER NOT NULL, firstEvent INTEGER, lastEvent INTEGER, lastIngestion INTEGER,
    PRIMARY KEY (groupName, name)
  ) STRICT;
  CREATE TABLE logs_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, groupName TEXT NOT NULL, streamName TEXT NOT NULL,
    timestamp INTEGER NOT NULL, message TEXT NOT NULL, ingested INTEGER NOT NULL,
    FOREIGN KEY (groupName, streamName) REFERENCES logs_streams (groupName, name) ON DELETE CASCADE
  ) STRICT;
  CREATE INDEX logs_events_of_stream ON logs_events (groupName, streamName, timestamp, id);
  CREATE INDEX logs_events_of_group ON logs_events (groupName, timestamp, id);`,
  'CREATE TABLE logs_policies (name TEXT PRIMARY KEY, document TEXT NOT NULL, updated INTEGER NOT NULL) STRICT;',
];

export const groups = {
  find: (db: Database, name: string) => db.one<GroupRow>('SELECT * FROM logs_groups WHERE name = ?', name),

  /** By name. @param after the name of the last one already seen */
  list: (db: Database, filter: { prefix: string; contains: string; after: string; limit: number }) =>
    db.all<GroupRow>(
      `SELECT * FROM logs_groups
       WHERE substr(name, 1, length(?1)) = ?1 AND (?2 = '' OR instr(name, ?2) > 0) AND name > ?3 ORDER BY name LIMIT ?4`,
      filter.prefix,
      filter.contains,
      filter.after,
      filter.limit,
    ),

  insert: (db: Database, row: GroupRow) =>
    db.run(
      'INSERT INTO logs_groups (name, created, retention, tags) VALUES (?, ?, ?, ?)',
      row.name,
      row.created,
      row.retention,
      row.tags,
    ),

  /** With its streams and events. */
  delete: (db: Database, name: string) => db.run('DELETE FROM logs_groups WHERE name = ?', name),

  setRetention: (db: Database, name: string, days: number | null) =>
    db.run('UPDATE logs_groups SET retention = ? WHERE name = ?', days, name),

  setTags: (db: Database, name: string, tags: Readonly<Record<string, string>>) =>
    db.run('UPDATE logs_groups SET tags = ? WHERE name = ?', JSON.stringify(tags), name),

  /** As CloudWatch counts them: the UTF-8 of the messages, and 26 bytes for each event. */
  storedBytes: (db: Database, name: string) =>
    db.one<{ bytes: number }>(
      'SELECT coalesce(sum(octet_length(message) + 26), 0) AS bytes FROM logs_events WHERE groupName = ?',
      name,
    )?.bytes ?? 0,
};

export const streams = {
  find: (db: Database, group: string, name: string) =>
    db.one<StreamRow>('SELECT * FROM logs_streams WHERE groupName = ? AND name = ?', group, name),

  /** All of a group's, by name. */
  list: (db: Database, group: string, prefix: string) =>
    db.all<StreamRow>(
      'SELECT * FROM logs_streams WHERE groupName = ?1 AND substr(name, 1, length(?2)) = ?2 ORDER BY name',
      group,
      prefix,
    ),

  insert: (db: Database, group: string, name: string, created: number) =>
    db.run('INSERT INTO logs_streams (groupName, name, created) VALUES (?, ?, ?)', group, name, created),

  /** With its events. */
  delete: (db: Database, group: string, name: string) =>
    db.run('DELETE FROM logs_streams WHERE groupName = ? AND name = ?', group, name),

  touch: (db: Database, group: string, name: string, first: number, last: number, now: number) =>
    db.run(
      `UPDATE logs_streams SET firstEvent = min(coalesce(firstEvent, ?3), ?3), lastEvent = max(coalesce(lastEvent, ?4), ?4),
       lastIngestion = ?5 WHERE groupName = ?1 AND name = ?2`,
      group,
      name,
      first,
      last,
      now,
    ),
};

export const events = {
  insert: (db: Database, group: string, stream: string, event: Pick<EventRow, 'timestamp' | 'message'>, now: number) =>
    db.run(
      'INSERT INTO logs_events (groupName, streamName, timestamp, message, ingested) VALUES (?, ?, ?, ?, ?)',
      group,
      stream,
      event.timestamp,
      event.message,
      now,
    ),

  /** Those of one stream beyond a position, forwards or backwards, in the order in which they are met. */
  ofStream: (
    db: Database,
    group: string,
    stream: string,
    range: { from: number; to: number; beyond: Position; direction: 'forward' | 'backward'; limit: number },
  ) => {
    const [compare, order] = range.direction === 'forward' ? ['>', 'ASC'] : ['<', 'DESC'];
    return db.all<EventRow>(
      `SELECT id, streamName, timestamp, message, ingested FROM logs_events
       WHERE groupName = ? AND streamName = ? AND timestamp >= ? AND timestamp < ? AND (timestamp, id) ${compare} (?, ?)
       ORDER BY timestamp ${order}, id ${order} LIMIT ?`,
      group,
      stream,
      range.from,
      range.to,
      range.beyond.timestamp,
      range.beyond.id,
      range.limit,
    );
  },

  /** Those of a whole group after a position, in order. */
  ofGroup: (db: Database, group: string, range: { from: number; to: number; beyond: Position; limit: number }) =>
    db.all<EventRow>(
      `SELECT id, streamName, timestamp, message, ingested FROM logs_events
       WHERE groupName = ? AND timestamp >= ? AND timestamp < ? AND (timestamp, id) > (?, ?)
       ORDER BY timestamp, id LIMIT ?`,
      group,
      range.from,
      range.to,
      range.beyond.timestamp,
      range.beyond.id,
      range.limit,
    ),

  oldest: (db: Database, group: string) =>
    db.one<{ timestamp: number | null }>(
      'SELECT min(timestamp) AS timestamp FROM logs_events WHERE groupName = ?',
      group,
    )?.timestamp ?? undefined,

  deleteBefore: (db: Database, group: string, timestamp: number) =>
    db.run('DELETE FROM logs_events WHERE groupName = ? AND timestamp < ?', group, timestamp),
};

export const policies = {
  /** By name. */
  list: (db: Database) => db.all<PolicyRow>('SELECT * FROM logs_policies ORDER BY name'),

  put: (db: Database, { name, document, updated }: PolicyRow) =>
    db.run(
      `INSERT INTO logs_policies (name, document, updated) VALUES (?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET document = excluded.document, updated = excluded.updated`,
      name,
      document,
      updated,
    ),

  /** @returns whether there was one */
  delete: (db: Database, name: string): boolean => db.run('DELETE FROM logs_policies WHERE name = ?', name) > 0,
};
