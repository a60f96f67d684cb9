/** The account's own parameters. */
import type { Database } from '../../../store/database.ts';

export const parameterTables = `
  CREATE TABLE ssm_parameters (
    name TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    value TEXT NOT NULL,
    version INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    modified_by TEXT NOT NULL,
    description TEXT,
    allowed_pattern TEXT
  ) STRICT;
`;

export interface ParameterRow {
  readonly name: string;
  readonly type: 'String' | 'StringList';
  readonly value: string;
  readonly version: number;
  /** milliseconds since epoch */
  readonly modifiedAt: number;
  /** ARN */
  readonly modifiedBy: string;
  readonly description: string | null;
  readonly allowedPattern: string | null;
}

const columns = `name, type, value, version, modified_at AS modifiedAt, modified_by AS modifiedBy, description,
  allowed_pattern AS allowedPattern`;

export function findParameter(db: Database, name: string): ParameterRow | undefined {
  return db.one<ParameterRow>(`SELECT ${columns} FROM ssm_parameters WHERE name = ?`, name);
}

/** In the order of their names. */
export function allParameters(db: Database): ParameterRow[] {
  return db.all<ParameterRow>(`SELECT ${columns} FROM ssm_parameters ORDER BY name`);
}

export function saveParameter(db: Database, row: ParameterRow): void {
  db.run(
    `INSERT OR REPLACE INTO ssm_parameters (name, type, value, version, modified_at, modified_by, description, allowed_pattern)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    row.name,
    row.type,
    row.value,
    row.version,
    row.modifiedAt,
    row.modifiedBy,
    row.description,
    row.allowedPattern,
  );
}

/** @returns whether there was one */
export function deleteParameter(db: Database, name: string): boolean {
  return db.run('DELETE FROM ssm_parameters WHERE name = ?', name) > 0;
}
