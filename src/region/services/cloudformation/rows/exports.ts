import type { Database } from '../../../store/database.ts';

export interface ExportRow {
  readonly name: string;
  readonly stackId: string;
  readonly value: string;
}

export const exportedValues = {
  find: (db: Database, name: string): ExportRow | undefined =>
    db.one<ExportRow>('SELECT * FROM cloudformation_exports WHERE name = ?', name),
  list: (db: Database): ExportRow[] => db.all<ExportRow>('SELECT * FROM cloudformation_exports ORDER BY name'),
  ofStack: (db: Database, stackId: string): ExportRow[] =>
    db.all<ExportRow>('SELECT * FROM cloudformation_exports WHERE stackId = ? ORDER BY name', stackId),
  replace: (db: Database, stackId: string, rows: readonly Omit<ExportRow, 'stackId'>[]): void => {
    db.run('DELETE FROM cloudformation_exports WHERE stackId = ?', stackId);
    for (const { name, value } of rows) {
      db.run('INSERT INTO cloudformation_exports (name, stackId, value) VALUES (?, ?, ?)', name, stackId, value);
    }
  },
};

export const imports = {
  /** Ids of the stacks that import it, sorted. */
  users: (db: Database, name: string): string[] =>
    db
      .all<{ stackId: string }>('SELECT stackId FROM cloudformation_imports WHERE name = ? ORDER BY stackId', name)
      .map((row) => row.stackId),
  replace: (db: Database, stackId: string, names: readonly string[]): void => {
    db.run('DELETE FROM cloudformation_imports WHERE stackId = ?', stackId);
    for (const name of names) db.run('INSERT INTO cloudformation_imports (name, stackId) VALUES (?, ?)', name, stackId);
  },
};
