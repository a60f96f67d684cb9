import type { Database } from '../../../store/database.ts';

/** A state machine as it stands, with the definition and the role of its current revision. */
export interface MachineRow {
  arn: string;
  name: string;
  type: 'STANDARD' | 'EXPRESS';
  status: 'ACTIVE' | 'DELETING';
  revisionId: string;
  /** the one that it was created with, which AWS does not show */
  initialRevision: string;
  definition: string;
  roleArn: string;
  /** milliseconds since epoch, as all times here: when the revision was made */
  revisedAt: number;
  /** JSON, Tag[] */
  tags: string;
  createdAt: number;
  updatedAt: number;
  /** numbers of versions are never given twice */
  lastVersion: number;
}

export interface RevisionRow {
  revisionId: string;
  definition: string;
  roleArn: string;
  revisedAt: number;
}

export const machines = {
  find: (db: Database, arn: string) =>
    db.one<MachineRow>('SELECT * FROM states_machines JOIN states_revisions USING (revisionId) WHERE arn = ?', arn),
  /** In the order in which they were made. */
  list: (db: Database, offset: number, limit: number) =>
    db.all<MachineRow>(
      `SELECT * FROM states_machines JOIN states_revisions USING (revisionId)
       ORDER BY createdAt, name LIMIT ?2 OFFSET ?1`,
      offset,
      limit,
    ),
  insert: (
    db: Database,
    row: Omit<MachineRow, keyof RevisionRow | 'initialRevision' | 'lastVersion' | 'status'> & { revisionId: string },
  ) =>
    db.run(
      `INSERT INTO states_machines (arn, name, type, revisionId, initialRevision, tags, createdAt, updatedAt)
       VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7)`,
      row.arn,
      row.name,
      row.type,
      row.revisionId,
      row.tags,
      row.createdAt,
      row.updatedAt,
    ),
  update: (
    db: Database,
    row: Pick<MachineRow, 'arn' | 'status' | 'revisionId' | 'tags' | 'updatedAt' | 'lastVersion'>,
  ) =>
    db.run(
      'UPDATE states_machines SET status = ?, revisionId = ?, tags = ?, updatedAt = ?, lastVersion = ? WHERE arn = ?',
      row.status,
      row.revisionId,
      row.tags,
      row.updatedAt,
      row.lastVersion,
      row.arn,
    ),
  delete: (db: Database, arn: string) => db.run('DELETE FROM states_machines WHERE arn = ?', arn),
};

export const revisions = {
  find: (db: Database, revisionId: string) =>
    db.one<RevisionRow>('SELECT * FROM states_revisions WHERE revisionId = ?', revisionId),
  insert: (db: Database, row: RevisionRow) =>
    db.run(
      'INSERT INTO states_revisions VALUES (?, ?, ?, ?)',
      row.revisionId,
      row.definition,
      row.roleArn,
      row.revisedAt,
    ),
  /** Forgets those that nothing refers to any more. */
  prune: (db: Database) =>
    db.run(
      `DELETE FROM states_revisions WHERE revisionId NOT IN (
         SELECT revisionId FROM states_machines UNION SELECT revisionId FROM states_versions
         UNION SELECT revisionId FROM states_executions)`,
    ),
};
