import type { ResourceQuery } from '@aws-sdk/client-resource-groups';
import type { Database } from '../../store/database.ts';

export const migrations: readonly string[] = [
  `
  CREATE TABLE resourcegroups_groups (
    name TEXT PRIMARY KEY,
    description TEXT NOT NULL,
    query TEXT NOT NULL,
    tags TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
];

export interface GroupRow {
  readonly name: string;
  readonly description: string;
  readonly query: Required<ResourceQuery>;
  readonly tags: Readonly<Record<string, string>>;
}

type Row = Omit<GroupRow, 'query' | 'tags'> & { query: string; tags: string };

const read = ({ query, tags, ...row }: Row): GroupRow => ({ ...row, query: JSON.parse(query), tags: JSON.parse(tags) });

export function findGroup(db: Database, name: string): GroupRow | undefined {
  const row = db.one<Row>('SELECT name, description, query, tags FROM resourcegroups_groups WHERE name = ?', name);
  return row && read(row);
}

/** In the order of their names. */
export function allGroups(db: Database): GroupRow[] {
  return db.all<Row>('SELECT name, description, query, tags FROM resourcegroups_groups ORDER BY name').map(read);
}

/** Makes a group, or changes the one of that name. */
export function putGroup(db: Database, { name, description, query, tags }: GroupRow): void {
  db.run(
    `INSERT INTO resourcegroups_groups (name, description, query, tags) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET description = excluded.description, query = excluded.query, tags = excluded.tags`,
    name,
    description,
    JSON.stringify(query),
    JSON.stringify(tags),
  );
}

export function deleteGroup(db: Database, name: string): void {
  db.run('DELETE FROM resourcegroups_groups WHERE name = ?', name);
}
