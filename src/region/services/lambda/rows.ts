import type { Statement } from '../../access/policy.ts';
import type { Database } from '../../store/database.ts';

/** What UpdateFunctionConfiguration may change. */
export interface Configuration {
  runtime: Runtime;
  /** ARN */
  role: string;
  handler: string;
  description: string;
  /** seconds */
  timeout: number;
  /** MB */
  memorySize: number;
  variables: Record<string, string>;
  architecture: 'x86_64' | 'arm64';
  logGroup: string;
}

/** Both are run by the Node that runs the Region; they differ in whether a handler may take a callback. */
export const runtimes = ['nodejs22.x', 'nodejs24.x'] as const;
export type Runtime = (typeof runtimes)[number];

/** A function without its code. */
export interface FunctionRow {
  name: string;
  /** Another one after each change of code or configuration. Processes and folders belong to a revision. */
  revision: string;
  /** milliseconds since epoch */
  modified: number;
  /** base64 */
  codeSha256: string;
  /** bytes, zipped */
  codeSize: number;
  configuration: Configuration;
  tags: Record<string, string>;
}

export const migrations = [
  `CREATE TABLE lambda_functions (
    name TEXT PRIMARY KEY, revision TEXT NOT NULL UNIQUE, modified INTEGER NOT NULL,
    code BLOB NOT NULL, codeSha256 TEXT NOT NULL, codeSize INTEGER NOT NULL,
    configuration TEXT NOT NULL, tags TEXT NOT NULL
  ) STRICT;`,
  `CREATE TABLE lambda_permissions (
    functionName TEXT NOT NULL REFERENCES lambda_functions (name) ON DELETE CASCADE, statementId TEXT NOT NULL,
    statement TEXT NOT NULL, sequence INTEGER PRIMARY KEY AUTOINCREMENT, UNIQUE (functionName, statementId)
  ) STRICT;`,
];

type Stored = Omit<FunctionRow, 'configuration' | 'tags'> & { configuration: string; tags: string };

const columns = 'name, revision, modified, codeSha256, codeSize, configuration, tags';

const restore = (row: Stored): FunctionRow => ({
  ...row,
  configuration: JSON.parse(row.configuration) as Configuration,
  tags: JSON.parse(row.tags) as Record<string, string>,
});

export function findFunction(db: Database, name: string): FunctionRow | undefined {
  const row = db.one<Stored>(`SELECT ${columns} FROM lambda_functions WHERE name = ?`, name);
  return row && restore(row);
}

/** By name. @param after the name of the last one already seen */
export function listFunctions(db: Database, after: string, limit: number): FunctionRow[] {
  return db
    .all<Stored>(`SELECT ${columns} FROM lambda_functions WHERE name > ? ORDER BY name LIMIT ?`, after, limit)
    .map(restore);
}

export function insertFunction(db: Database, row: FunctionRow, code: Uint8Array): void {
  db.run(
    `INSERT INTO lambda_functions (${columns}, code) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    row.name,
    row.revision,
    row.modified,
    row.codeSha256,
    row.codeSize,
    JSON.stringify(row.configuration),
    JSON.stringify(row.tags),
    code,
  );
}

export function updateCode(db: Database, row: FunctionRow, code: Uint8Array): void {
  db.run('UPDATE lambda_functions SET code = ? WHERE name = ?', code, row.name);
  updateFunction(db, row);
}

/** Writes all but the code. */
export function updateFunction(db: Database, row: FunctionRow): void {
  db.run(
    `UPDATE lambda_functions SET revision = ?, modified = ?, codeSha256 = ?, codeSize = ?, configuration = ?, tags = ?
     WHERE name = ?`,
    row.revision,
    row.modified,
    row.codeSha256,
    row.codeSize,
    JSON.stringify(row.configuration),
    JSON.stringify(row.tags),
    row.name,
  );
}

export function deleteFunction(db: Database, name: string): void {
  db.run('DELETE FROM lambda_functions WHERE name = ?', name);
}

/** The zip archive of a revision; undefined when it is no longer the function's. */
export function codeOf(db: Database, revision: string): Uint8Array | undefined {
  return db.one<{ code: Uint8Array }>('SELECT code FROM lambda_functions WHERE revision = ?', revision)?.code;
}

/** The statements of a function's resource-based policy, in the order in which they were added. */
export const permissions = {
  list: (db: Database, functionName: string): Statement[] =>
    db
      .all<{ statement: string }>(
        'SELECT statement FROM lambda_permissions WHERE functionName = ? ORDER BY sequence',
        functionName,
      )
      .map(({ statement }) => JSON.parse(statement) as Statement),

  /** @returns whether the function had no statement of that id */
  add: (db: Database, functionName: string, statementId: string, statement: Statement): boolean =>
    db.run(
      'INSERT INTO lambda_permissions (functionName, statementId, statement) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      functionName,
      statementId,
      JSON.stringify(statement),
    ) > 0,

  /** @returns whether there was such a statement */
  remove: (db: Database, functionName: string, statementId: string): boolean =>
    db.run('DELETE FROM lambda_permissions WHERE functionName = ? AND statementId = ?', functionName, statementId) > 0,
};
