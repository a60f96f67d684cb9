import type { Tag } from '@aws-sdk/client-sns';
import type { Database } from '../../store/database.ts';

export interface TopicRow {
  arn: string;
  name: string;
  displayName: string;
  /** JSON text */
  policy: string;
  tags: Tag[];
}

export interface SubscriptionRow {
  /** `<topic>:<uuid>` */
  arn: string;
  topic: string;
  protocol: string;
  endpoint: string;
  /** Who asked for it, an ARN. */
  principal: string;
  /** By which it is confirmed; null where nobody needs to. */
  token: string | null;
  confirmed: 0 | 1;
  /** whether somebody with credentials of the account confirmed it */
  authenticated: 0 | 1;
  /** JSON text */
  filterPolicy: string | null;
  filterPolicyScope: 'MessageAttributes' | 'MessageBody';
  /** rises in the order in which they were made */
  sequence: number;
}

export const migrations = [
  `CREATE TABLE sns_topics (
    arn TEXT PRIMARY KEY, name TEXT NOT NULL, displayName TEXT NOT NULL, policy TEXT NOT NULL, tags TEXT NOT NULL
  ) STRICT;
  CREATE TABLE sns_subscriptions (
    arn TEXT NOT NULL UNIQUE, topic TEXT NOT NULL REFERENCES sns_topics (arn) ON DELETE CASCADE,
    protocol TEXT NOT NULL, endpoint TEXT NOT NULL, principal TEXT NOT NULL, token TEXT UNIQUE,
    confirmed INTEGER NOT NULL, authenticated INTEGER NOT NULL, filterPolicy TEXT, filterPolicyScope TEXT NOT NULL,
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, UNIQUE (topic, protocol, endpoint)
  ) STRICT;`,
];

type StoredTopic = Omit<TopicRow, 'tags'> & { tags: string };

const restore = (row: StoredTopic): TopicRow => ({ ...row, tags: JSON.parse(row.tags) as Tag[] });

export const topics = {
  find(db: Database, arn: string): TopicRow | undefined {
    const row = db.one<StoredTopic>('SELECT * FROM sns_topics WHERE arn = ?', arn);
    return row && restore(row);
  },

  /** By name. @param after the ARN of the last one already seen */
  list: (db: Database, after: string, limit: number): TopicRow[] =>
    db.all<StoredTopic>('SELECT * FROM sns_topics WHERE arn > ? ORDER BY arn LIMIT ?', after, limit).map(restore),

  put: (db: Database, row: TopicRow) =>
    db.run(
      `INSERT INTO sns_topics (arn, name, displayName, policy, tags) VALUES (?, ?, ?, ?, ?) ON CONFLICT (arn) DO UPDATE
       SET displayName = excluded.displayName, policy = excluded.policy, tags = excluded.tags`,
      row.arn,
      row.name,
      row.displayName,
      row.policy,
      JSON.stringify(row.tags),
    ),

  /** With its subscriptions. */
  delete: (db: Database, arn: string) => db.run('DELETE FROM sns_topics WHERE arn = ?', arn),
};

export const subscriptions = {
  find: (db: Database, arn: string) => db.one<SubscriptionRow>('SELECT * FROM sns_subscriptions WHERE arn = ?', arn),

  withToken: (db: Database, token: string) =>
    db.one<SubscriptionRow>('SELECT * FROM sns_subscriptions WHERE token = ?', token),

  of: (db: Database, topic: string, protocol: string, endpoint: string) =>
    db.one<SubscriptionRow>(
      'SELECT * FROM sns_subscriptions WHERE topic = ? AND protocol = ? AND endpoint = ?',
      topic,
      protocol,
      endpoint,
    ),

  /** Those that messages go to. */
  confirmed: (db: Database, topic: string) =>
    db.all<SubscriptionRow>(
      'SELECT * FROM sns_subscriptions WHERE topic = ? AND confirmed = 1 ORDER BY sequence',
      topic,
    ),

  count: (db: Database, topic: string, confirmed: boolean): number =>
    db.one<{ count: number }>(
      'SELECT count(*) AS count FROM sns_subscriptions WHERE topic = ? AND confirmed = ?',
      topic,
      Number(confirmed),
    )?.count ?? 0,

  /** In the order in which they were made. @param topic null: of all topics @param after the sequence of the last one already seen */
  list: (db: Database, topic: string | null, after: number, limit: number) =>
    db.all<SubscriptionRow>(
      'SELECT * FROM sns_subscriptions WHERE (?1 IS NULL OR topic = ?1) AND sequence > ?2 ORDER BY sequence LIMIT ?3',
      topic,
      after,
      limit,
    ),

  insert: (db: Database, row: Omit<SubscriptionRow, 'sequence'>) =>
    db.run(
      `INSERT INTO sns_subscriptions
       (arn, topic, protocol, endpoint, principal, token, confirmed, authenticated, filterPolicy, filterPolicyScope)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      row.arn,
      row.topic,
      row.protocol,
      row.endpoint,
      row.principal,
      row.token,
      row.confirmed,
      row.authenticated,
      row.filterPolicy,
      row.filterPolicyScope,
    ),

  confirm: (db: Database, arn: string, authenticated: boolean) =>
    db.run('UPDATE sns_subscriptions SET confirmed = 1, authenticated = ? WHERE arn = ?', Number(authenticated), arn),

  setFilter: (db: Database, { arn, filterPolicy, filterPolicyScope }: SubscriptionRow) =>
    db.run(
      'UPDATE sns_subscriptions SET filterPolicy = ?, filterPolicyScope = ? WHERE arn = ?',
      filterPolicy,
      filterPolicyScope,
      arn,
    ),

  delete: (db: Database, arn: string) => db.run('DELETE FROM sns_subscriptions WHERE arn = ?', arn),
};
