import type { Principal } from '../../service.ts';
import type { Database } from '../../store/database.ts';

export const migrations = [
  `CREATE TABLE sts_sessions (
    accessKeyId TEXT PRIMARY KEY, secretAccessKey TEXT NOT NULL, sessionToken TEXT NOT NULL, principal TEXT NOT NULL,
    expires INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX sts_sessions_expires ON sts_sessions (expires);`,
];

export interface SessionRow {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  /** JSON, Principal */
  principal: string;
  /** milliseconds since epoch */
  expires: number;
}

export const sessions = {
  find: (db: Database, accessKeyId: string) =>
    db.one<SessionRow>('SELECT * FROM sts_sessions WHERE accessKeyId = ?', accessKeyId),
  insert: (db: Database, row: SessionRow) =>
    db.run(
      'INSERT INTO sts_sessions VALUES (?, ?, ?, ?, ?)',
      row.accessKeyId,
      row.secretAccessKey,
      row.sessionToken,
      row.principal,
      row.expires,
    ),
  deleteAll: (db: Database) => db.run('DELETE FROM sts_sessions'),
  deleteExpired: (db: Database, before: number) => db.run('DELETE FROM sts_sessions WHERE expires < ?', before),
};

/** What STS knows of an access key, for the authoriser. */
export function findSession(db: Database, accessKeyId: string) {
  const row = sessions.find(db, accessKeyId);
  return (
    row && {
      principal: JSON.parse(row.principal) as Principal,
      secret: { secretAccessKey: row.secretAccessKey, sessionToken: row.sessionToken },
      expires: row.expires,
    }
  );
}
