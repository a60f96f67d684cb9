/** Documents of one's own, and their versions. */
import type { Database } from '../../../store/database.ts';
import type { Format } from './content.ts';

export const documentTables = `
  CREATE TABLE ssm_documents (
    name TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL,
    default_version INTEGER NOT NULL,
    latest_version INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE ssm_document_versions (
    name TEXT NOT NULL REFERENCES ssm_documents (name),
    version INTEGER NOT NULL,
    version_name TEXT,
    display_name TEXT,
    target_type TEXT,
    created_at INTEGER NOT NULL,
    format TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (name, version)
  ) STRICT, WITHOUT ROWID;
`;

export interface OwnDocument {
  readonly name: string;
  /** milliseconds since epoch */
  readonly createdAt: number;
  readonly defaultVersion: number;
  readonly latestVersion: number;
}

export interface DocumentVersion {
  readonly name: string;
  /** from 1 */
  readonly version: number;
  readonly versionName: string | null;
  readonly displayName: string | null;
  /** e.g. `/AWS::EC2::Instance` */
  readonly targetType: string | null;
  /** milliseconds since epoch */
  readonly createdAt: number;
  readonly format: Format;
  /** as it was given */
  readonly content: string;
}

const columns =
  'name, created_at AS createdAt, default_version AS defaultVersion, latest_version AS latestVersion' as const;

const versionColumns = `name, version, version_name AS versionName, display_name AS displayName, target_type AS targetType,
  created_at AS createdAt, format, content`;

export function findOwnDocument(db: Database, name: string): OwnDocument | undefined {
  return db.one<OwnDocument>(`SELECT ${columns} FROM ssm_documents WHERE name = ?`, name);
}

/** In the order of their names. */
export function allOwnDocuments(db: Database): OwnDocument[] {
  return db.all<OwnDocument>(`SELECT ${columns} FROM ssm_documents ORDER BY name`);
}

export function findVersion(db: Database, name: string, version: number): DocumentVersion | undefined {
  return db.one<DocumentVersion>(
    `SELECT ${versionColumns} FROM ssm_document_versions WHERE name = ? AND version = ?`,
    name,
    version,
  );
}

/** The latest first. */
export function versionsOf(db: Database, name: string): DocumentVersion[] {
  return db.all<DocumentVersion>(
    `SELECT ${versionColumns} FROM ssm_document_versions WHERE name = ? ORDER BY version DESC`,
    name,
  );
}

/** Adds a version, which is the latest from now on; the first one of a document is also its default. */
export function addVersion(db: Database, version: DocumentVersion): void {
  db.run(
    `INSERT INTO ssm_documents (name, created_at, default_version, latest_version) VALUES (?1, ?2, ?3, ?3)
     ON CONFLICT (name) DO UPDATE SET latest_version = ?3`,
    version.name,
    version.createdAt,
    version.version,
  );
  db.run(
    `INSERT INTO ssm_document_versions (name, version, version_name, display_name, target_type, created_at, format, content)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    version.name,
    version.version,
    version.versionName,
    version.displayName,
    version.targetType,
    version.createdAt,
    version.format,
    version.content,
  );
}

export function setDefaultVersion(db: Database, name: string, version: number): void {
  db.run('UPDATE ssm_documents SET default_version = ? WHERE name = ?', version, name);
}

/** With all its versions. */
export function deleteOwnDocument(db: Database, name: string): void {
  db.run('DELETE FROM ssm_document_versions WHERE name = ?', name);
  db.run('DELETE FROM ssm_documents WHERE name = ?', name);
}
