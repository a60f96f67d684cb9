import type { Database } from './database.ts';

/** The tables of one owner (a service, or a part of the Region itself): SQL, one entry a version. */
export interface Schema {
  readonly owner: string;
  readonly migrations: readonly string[];
}

/** The database was written by a newer wakepatch, whose tables this one does not know. */
export class NewerDatabase extends Error {
  override readonly name = 'NewerDatabase';
}

/**
 * Brings the tables of every owner to their newest version, in one transaction.
 * @throws NewerDatabase and changes nothing, when the database is ahead of this code
 */
export function migrate(db: Database, schemas: readonly Schema[]): void {
  db.transaction(() => {
    db.script('CREATE TABLE IF NOT EXISTS core_versions (owner TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT');
    for (const { owner, migrations } of schemas) {
      const version =
        db.one<{ version: number }>('SELECT version FROM core_versions WHERE owner = ?', owner)?.version ?? 0;
      if (version > migrations.length)
        throw new NewerDatabase(
          `The data was written by a newer wakepatch (${owner} ${version}, this one knows ${migrations.length}). Use that version, or another data directory.`,
        );
      for (const sql of migrations.slice(version)) db.script(sql);
      db.run('INSERT OR REPLACE INTO core_versions (owner, version) VALUES (?, ?)', owner, migrations.length);
    }
  });
}
