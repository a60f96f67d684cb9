import type { Database } from '../../store/database.ts';

export const migrations = [
  `CREATE TABLE iam_roles (
    name TEXT PRIMARY KEY COLLATE NOCASE, id TEXT NOT NULL, arn TEXT NOT NULL, path TEXT NOT NULL, trust TEXT NOT NULL,
    description TEXT, maxSessionSeconds INTEGER NOT NULL, tags TEXT NOT NULL, createdAt INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE iam_role_policies (
    role TEXT NOT NULL REFERENCES iam_roles (name) ON DELETE CASCADE, name TEXT NOT NULL, document TEXT NOT NULL,
    PRIMARY KEY (role, name)
  ) STRICT;
  CREATE TABLE iam_policies (
    arn TEXT PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL, document TEXT NOT NULL,
    description TEXT, tags TEXT NOT NULL, createdAt INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE iam_attachments (
    role TEXT NOT NULL REFERENCES iam_roles (name) ON DELETE CASCADE, policy TEXT NOT NULL REFERENCES iam_policies (arn),
    PRIMARY KEY (role, policy)
  ) STRICT;
  CREATE TABLE iam_profiles (
    name TEXT PRIMARY KEY COLLATE NOCASE, id TEXT NOT NULL, arn TEXT NOT NULL, path TEXT NOT NULL,
    role TEXT REFERENCES iam_roles (name), tags TEXT NOT NULL, createdAt INTEGER NOT NULL
  ) STRICT;`,
];

export interface RoleRow {
  name: string;
  id: string;
  arn: string;
  path: string;
  /** JSON, a policy document */
  trust: string;
  description: string | null;
  maxSessionSeconds: number;
  /** JSON, Tag[] */
  tags: string;
  /** milliseconds since epoch */
  createdAt: number;
}

export interface PolicyRow {
  arn: string;
  id: string;
  name: string;
  path: string;
  /** JSON */
  document: string;
  description: string | null;
  /** JSON, Tag[] */
  tags: string;
  /** milliseconds since epoch */
  createdAt: number;
}

export interface ProfileRow {
  name: string;
  id: string;
  arn: string;
  path: string;
  role: string | null;
  /** JSON, Tag[] */
  tags: string;
  /** milliseconds since epoch */
  createdAt: number;
}

export const roles = {
  find: (db: Database, name: string) => db.one<RoleRow>('SELECT * FROM iam_roles WHERE name = ?', name),
  list: (db: Database, path: string) =>
    db.all<RoleRow>('SELECT * FROM iam_roles WHERE substr(path, 1, length(?)) = ? ORDER BY name', path, path),
  insert: (db: Database, row: RoleRow) =>
    db.run(
      'INSERT INTO iam_roles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      row.name,
      row.id,
      row.arn,
      row.path,
      row.trust,
      row.description,
      row.maxSessionSeconds,
      row.tags,
      row.createdAt,
    ),
  update: (db: Database, row: RoleRow) =>
    db.run(
      'UPDATE iam_roles SET trust = ?, description = ?, maxSessionSeconds = ?, tags = ? WHERE name = ?',
      row.trust,
      row.description,
      row.maxSessionSeconds,
      row.tags,
      row.name,
    ),
  delete: (db: Database, name: string) => db.run('DELETE FROM iam_roles WHERE name = ?', name),
};

export const rolePolicies = {
  find: (db: Database, role: string, name: string) =>
    db.one<{ document: string }>('SELECT document FROM iam_role_policies WHERE role = ? AND name = ?', role, name),
  list: (db: Database, role: string) =>
    db.all<{ name: string; document: string }>(
      'SELECT name, document FROM iam_role_policies WHERE role = ? ORDER BY name',
      role,
    ),
  put: (db: Database, role: string, name: string, document: string) =>
    db.run('INSERT OR REPLACE INTO iam_role_policies (role, name, document) VALUES (?, ?, ?)', role, name, document),
  delete: (db: Database, role: string, name: string) =>
    db.run('DELETE FROM iam_role_policies WHERE role = ? AND name = ?', role, name),
};

export const policies = {
  find: (db: Database, arn: string) => db.one<PolicyRow>('SELECT * FROM iam_policies WHERE arn = ?', arn),
  list: (db: Database) => db.all<PolicyRow>('SELECT * FROM iam_policies ORDER BY arn'),
  put: (db: Database, row: PolicyRow) =>
    db.run(
      `INSERT INTO iam_policies VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (arn) DO UPDATE SET document = excluded.document, description = excluded.description`,
      row.arn,
      row.id,
      row.name,
      row.path,
      row.document,
      row.description,
      row.tags,
      row.createdAt,
    ),
  delete: (db: Database, arn: string) => db.run('DELETE FROM iam_policies WHERE arn = ?', arn),
};

export const attachments = {
  ofRole: (db: Database, role: string) =>
    db.all<PolicyRow>(
      'SELECT p.* FROM iam_policies p JOIN iam_attachments a ON a.policy = p.arn WHERE a.role = ? ORDER BY p.arn',
      role,
    ),
  count: (db: Database, policy: string) =>
    db.one<{ count: number }>('SELECT count(*) AS count FROM iam_attachments WHERE policy = ?', policy)?.count ?? 0,
  insert: (db: Database, role: string, policy: string) =>
    db.run('INSERT OR IGNORE INTO iam_attachments (role, policy) VALUES (?, ?)', role, policy),
  delete: (db: Database, role: string, policy: string) =>
    db.run('DELETE FROM iam_attachments WHERE role = ? AND policy = ?', role, policy),
};

export const profiles = {
  find: (db: Database, name: string) => db.one<ProfileRow>('SELECT * FROM iam_profiles WHERE name = ?', name),
  list: (db: Database, path: string) =>
    db.all<ProfileRow>('SELECT * FROM iam_profiles WHERE substr(path, 1, length(?)) = ? ORDER BY name', path, path),
  ofRole: (db: Database, role: string) =>
    db.all<ProfileRow>('SELECT * FROM iam_profiles WHERE role = ? ORDER BY name', role),
  insert: (db: Database, row: ProfileRow) =>
    db.run(
      'INSERT INTO iam_profiles VALUES (?, ?, ?, ?, ?, ?, ?)',
      row.name,
      row.id,
      row.arn,
      row.path,
      row.role,
      row.tags,
      row.createdAt,
    ),
  setRole: (db: Database, name: string, role: string | null) =>
    db.run('UPDATE iam_profiles SET role = ? WHERE name = ?', role, name),
  delete: (db: Database, name: string) => db.run('DELETE FROM iam_profiles WHERE name = ?', name),
};
