import type { Database } from '../../../store/database.ts';

/** A published revision of a state machine. */
export interface VersionRow {
  arn: string;
  machineArn: string;
  /** from 1 */
  number: number;
  revisionId: string;
  description: string | null;
  createdAt: number;
}

export interface AliasRow {
  arn: string;
  machineArn: string;
  name: string;
  description: string | null;
  /** JSON, RoutingConfigurationListItem[] */
  routing: string;
  createdAt: number;
  updatedAt: number;
}

export const versions = {
  find: (db: Database, arn: string) => db.one<VersionRow>('SELECT * FROM states_versions WHERE arn = ?', arn),
  ofRevision: (db: Database, machineArn: string, revisionId: string) =>
    db.one<VersionRow>(
      'SELECT * FROM states_versions WHERE machineArn = ? AND revisionId = ? ORDER BY number DESC LIMIT 1',
      machineArn,
      revisionId,
    ),
  /** The newest first, those before `number` only. */
  list: (db: Database, machineArn: string, before: number, limit: number) =>
    db.all<VersionRow>(
      'SELECT * FROM states_versions WHERE machineArn = ? AND number < ? ORDER BY number DESC LIMIT ?',
      machineArn,
      before,
      limit,
    ),
  count: (db: Database, machineArn: string) =>
    db.one<{ count: number }>('SELECT COUNT(*) AS count FROM states_versions WHERE machineArn = ?', machineArn)!.count,
  insert: (db: Database, row: VersionRow) =>
    db.run(
      'INSERT INTO states_versions VALUES (?, ?, ?, ?, ?, ?)',
      row.arn,
      row.machineArn,
      row.number,
      row.revisionId,
      row.description,
      row.createdAt,
    ),
  delete: (db: Database, arn: string) => db.run('DELETE FROM states_versions WHERE arn = ?', arn),
  deleteAll: (db: Database, machineArn: string) =>
    db.run('DELETE FROM states_versions WHERE machineArn = ?', machineArn),
};

export const aliases = {
  find: (db: Database, arn: string) => db.one<AliasRow>('SELECT * FROM states_aliases WHERE arn = ?', arn),
  /** By name. */
  list: (db: Database, machineArn: string) =>
    db.all<AliasRow>('SELECT * FROM states_aliases WHERE machineArn = ? ORDER BY name', machineArn),
  insert: (db: Database, row: AliasRow) =>
    db.run(
      'INSERT INTO states_aliases VALUES (?, ?, ?, ?, ?, ?, ?)',
      row.arn,
      row.machineArn,
      row.name,
      row.description,
      row.routing,
      row.createdAt,
      row.updatedAt,
    ),
  update: (db: Database, row: AliasRow) =>
    db.run(
      'UPDATE states_aliases SET description = ?, routing = ?, updatedAt = ? WHERE arn = ?',
      row.description,
      row.routing,
      row.updatedAt,
      row.arn,
    ),
  delete: (db: Database, arn: string) => db.run('DELETE FROM states_aliases WHERE arn = ?', arn),
  deleteAll: (db: Database, machineArn: string) =>
    db.run('DELETE FROM states_aliases WHERE machineArn = ?', machineArn),
};
