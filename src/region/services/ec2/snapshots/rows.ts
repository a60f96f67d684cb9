/** Snapshots of volumes. */
import type { Database } from '../../../store/database.ts';

export const snapshotTables = `
  CREATE TABLE ec2_snapshots (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    snapshot_id TEXT NOT NULL UNIQUE,
    volume_id TEXT NOT NULL,
    state TEXT NOT NULL,
    state_message TEXT,
    started_at INTEGER NOT NULL,
    completed_at INTEGER,
    description TEXT NOT NULL,
    encrypted INTEGER NOT NULL,
    kms_key_id TEXT
  ) STRICT;
`;

export interface Snapshot {
  /** The order in which they were made, which is the order of every list. */
  readonly sequence: number;
  readonly id: string;
  readonly volumeId: string;
  readonly state: 'pending' | 'completed' | 'error';
  /** what went wrong, for people */
  readonly stateMessage: string | null;
  /** milliseconds since epoch */
  readonly startedAt: number;
  readonly completedAt: number | null;
  readonly description: string;
  /** 0 or 1 */
  readonly encrypted: number;
  readonly kmsKeyId: string | null;
}

const columns = `sequence, snapshot_id AS id, volume_id AS volumeId, state, state_message AS stateMessage,
  started_at AS startedAt, completed_at AS completedAt, description, encrypted, kms_key_id AS kmsKeyId`;

export function findSnapshot(db: Database, id: string): Snapshot | undefined {
  return db.one<Snapshot>(`SELECT ${columns} FROM ec2_snapshots WHERE snapshot_id = ?`, id);
}

/** All of them, the oldest first. */
export function allSnapshots(db: Database): Snapshot[] {
  return db.all<Snapshot>(`SELECT ${columns} FROM ec2_snapshots ORDER BY sequence`);
}

/** A snapshot that begins. */
export function insertSnapshot(
  db: Database,
  snapshot: Pick<Snapshot, 'id' | 'volumeId' | 'startedAt' | 'description' | 'encrypted' | 'kmsKeyId'>,
): void {
  db.run(
    `INSERT INTO ec2_snapshots (snapshot_id, volume_id, state, started_at, description, encrypted, kms_key_id)
     VALUES (?, ?, 'pending', ?, ?, ?, ?)`,
    snapshot.id,
    snapshot.volumeId,
    snapshot.startedAt,
    snapshot.description,
    snapshot.encrypted,
    snapshot.kmsKeyId,
  );
}

/** How a snapshot has ended. Nothing is written of one that was deleted meanwhile. */
export function endSnapshot(
  db: Database,
  id: string,
  end: Pick<Snapshot, 'state' | 'stateMessage' | 'completedAt'>,
): void {
  db.run(
    'UPDATE ec2_snapshots SET state = ?, state_message = ?, completed_at = ? WHERE snapshot_id = ?',
    end.state,
    end.stateMessage,
    end.completedAt,
    id,
  );
}

/** With its tags. */
export function deleteSnapshot(db: Database, id: string): void {
  db.run('DELETE FROM ec2_tags WHERE resource_id = ?', id);
  db.run('DELETE FROM ec2_snapshots WHERE snapshot_id = ?', id);
}
