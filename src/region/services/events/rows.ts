import type { Tag, Target } from '@aws-sdk/client-eventbridge';
import type { Database } from '../../store/database.ts';

/** A bus that somebody made; the default bus is there without a row. */
export interface BusRow {
  name: string;
  description: string | null;
  tags: Tag[];
  /** milliseconds since epoch */
  created: number;
  modified: number;
}

export interface RuleRow {
  bus: string;
  name: string;
  arn: string;
  description: string | null;
  /** JSON text, as it was given */
  pattern: string | null;
  /** rate(…) or cron(…) */
  schedule: string | null;
  state: 'ENABLED' | 'DISABLED';
  /** when the schedule began to run: a rate is counted from there; milliseconds since epoch */
  anchor: number;
  tags: Tag[];
}

export const migrations = [
  `CREATE TABLE events_buses (
    name TEXT PRIMARY KEY, description TEXT, tags TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE events_rules (
    bus TEXT NOT NULL, name TEXT NOT NULL, arn TEXT NOT NULL UNIQUE, description TEXT, pattern TEXT, schedule TEXT,
    state TEXT NOT NULL, anchor INTEGER NOT NULL, tags TEXT NOT NULL, PRIMARY KEY (bus, name)
  ) STRICT;
  CREATE TABLE events_targets (
    rule TEXT NOT NULL REFERENCES events_rules (arn) ON DELETE CASCADE, id TEXT NOT NULL, arn TEXT NOT NULL,
    target TEXT NOT NULL, PRIMARY KEY (rule, id)
  ) STRICT;
  CREATE INDEX events_targets_arn ON events_targets (arn);`,
];

type Stored<Row> = Omit<Row, 'tags'> & { tags: string };

const withTags = <Row extends { tags: string }>(row: Row): Omit<Row, 'tags'> & { tags: Tag[] } => ({
  ...row,
  tags: JSON.parse(row.tags) as Tag[],
});

export const buses = {
  find(db: Database, name: string): BusRow | undefined {
    const row = db.one<Stored<BusRow>>('SELECT * FROM events_buses WHERE name = ?', name);
    return row && withTags(row);
  },

  list: (db: Database, prefix: string): BusRow[] =>
    db
      .all<Stored<BusRow>>('SELECT * FROM events_buses WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name', prefix)
      .map(withTags),

  put: (db: Database, row: BusRow) =>
    db.run(
      `INSERT INTO events_buses (name, description, tags, created, modified) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET description = excluded.description, tags = excluded.tags, modified = excluded.modified`,
      row.name,
      row.description,
      JSON.stringify(row.tags),
      row.created,
      row.modified,
    ),

  delete: (db: Database, name: string) => db.run('DELETE FROM events_buses WHERE name = ?', name),
};

export const rules = {
  find(db: Database, bus: string, name: string): RuleRow | undefined {
    const row = db.one<Stored<RuleRow>>('SELECT * FROM events_rules WHERE bus = ? AND name = ?', bus, name);
    return row && withTags(row);
  },

  withArn(db: Database, arn: string): RuleRow | undefined {
    const row = db.one<Stored<RuleRow>>('SELECT * FROM events_rules WHERE arn = ?', arn);
    return row && withTags(row);
  },

  /** By name. */
  list: (db: Database, bus: string, prefix = ''): RuleRow[] =>
    db
      .all<Stored<RuleRow>>(
        'SELECT * FROM events_rules WHERE bus = ?1 AND substr(name, 1, length(?2)) = ?2 ORDER BY name',
        bus,
        prefix,
      )
      .map(withTags),

  /** The enabled ones of a bus that have an event pattern. */
  listening: (db: Database, bus: string) =>
    db.all<Pick<RuleRow, 'arn' | 'name'> & { pattern: string }>(
      `SELECT arn, name, pattern FROM events_rules
       WHERE bus = ? AND state = 'ENABLED' AND pattern IS NOT NULL ORDER BY name`,
      bus,
    ),

  namesByTarget: (db: Database, bus: string, targetArn: string): string[] =>
    db
      .all<{ name: string }>(
        `SELECT DISTINCT name FROM events_rules JOIN events_targets ON events_targets.rule = events_rules.arn
         WHERE bus = ? AND events_targets.arn = ? ORDER BY name`,
        bus,
        targetArn,
      )
      .map(({ name }) => name),

  put: (db: Database, row: RuleRow) =>
    db.run(
      `INSERT INTO events_rules (bus, name, arn, description, pattern, schedule, state, anchor, tags)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (bus, name) DO UPDATE SET description = excluded.description,
       pattern = excluded.pattern, schedule = excluded.schedule, state = excluded.state, anchor = excluded.anchor,
       tags = excluded.tags`,
      row.bus,
      row.name,
      row.arn,
      row.description,
      row.pattern,
      row.schedule,
      row.state,
      row.anchor,
      JSON.stringify(row.tags),
    ),

  /** With its targets. */
  delete: (db: Database, arn: string) => db.run('DELETE FROM events_rules WHERE arn = ?', arn),
};

export const targets = {
  /** By id. */
  of: (db: Database, rule: string): Target[] =>
    db
      .all<{ target: string }>('SELECT target FROM events_targets WHERE rule = ? ORDER BY id', rule)
      .map(({ target }) => JSON.parse(target) as Target),

  put: (db: Database, rule: string, target: Target) =>
    db.run(
      `INSERT INTO events_targets (rule, id, arn, target) VALUES (?, ?, ?, ?)
       ON CONFLICT (rule, id) DO UPDATE SET arn = excluded.arn, target = excluded.target`,
      rule,
      target.Id!,
      target.Arn!,
      JSON.stringify(target),
    ),

  /** @returns whether there was one */
  delete: (db: Database, rule: string, id: string): boolean =>
    db.run('DELETE FROM events_targets WHERE rule = ? AND id = ?', rule, id) > 0,
};
