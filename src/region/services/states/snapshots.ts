import type { Snapshot } from '../../../asl/index.ts';
import type { Database } from '../../store/database.ts';

/**
 * Snapshots of running executions. A step changes few frames of many, so each frame and each list is a row of its own, and
 * only those that are another object than before are written. Snapshots last read or written are kept in memory; the
 * revision in the row tells whether that one is still the last that was committed.
 */
const recent = new WeakMap<Database, Map<number, { revision: number; snapshot: Snapshot }>>();

const partKinds = ['frames', 'lists'] as const;
type Parts = Record<string, unknown>;

export function loadSnapshot(db: Database, execution: number): Snapshot {
  const row = db.one<{ revision: number; head: string }>(
    'SELECT revision, head FROM states_executions WHERE sequence = ?',
    execution,
  );
  if (!row) throw new RangeError(`There is no execution ${execution}`);
  const known = cacheOf(db).get(execution);
  if (known?.revision === row.revision) return known.snapshot;

  const snapshot = { ...JSON.parse(row.head), frames: {}, lists: {} } as Snapshot;
  for (const part of db.all<{ kind: (typeof partKinds)[number]; id: string; value: string }>(
    'SELECT kind, id, value FROM states_parts WHERE execution = ? ORDER BY kind, id',
    execution,
  ))
    (snapshot[part.kind] as Parts)[part.id] = JSON.parse(part.value);
  cacheOf(db).set(execution, { revision: row.revision, snapshot });
  return snapshot;
}

/** @param before the snapshot from which this one was made; undefined for the first */
export function saveSnapshot(db: Database, execution: number, before: Snapshot | undefined, after: Snapshot): void {
  const { frames: _frames, lists: _lists, ...head } = after;
  db.run(
    'UPDATE states_executions SET head = ?, revision = revision + 1 WHERE sequence = ?',
    JSON.stringify(head),
    execution,
  );
  for (const kind of partKinds) saveParts(db, execution, kind, before?.[kind] ?? {}, after[kind]);
  const revision = db.one<{ revision: number }>('SELECT revision FROM states_executions WHERE sequence = ?', execution);
  cacheOf(db).set(execution, { revision: revision?.revision ?? 0, snapshot: after });
}

/** An execution that is over needs its snapshot no more. */
export function dropSnapshot(db: Database, execution: number): void {
  db.run('DELETE FROM states_parts WHERE execution = ?', execution);
  db.run('UPDATE states_executions SET head = NULL WHERE sequence = ?', execution);
  cacheOf(db).delete(execution);
}

function saveParts(db: Database, execution: number, kind: string, before: Parts, after: Parts): void {
  for (const [id, value] of Object.entries(after))
    if (value !== before[id])
      db.run('INSERT OR REPLACE INTO states_parts VALUES (?, ?, ?, ?)', execution, kind, id, JSON.stringify(value));
  for (const id of Object.keys(before))
    if (!(id in after))
      db.run('DELETE FROM states_parts WHERE execution = ? AND kind = ? AND id = ?', execution, kind, id);
}

function cacheOf(db: Database) {
  const known = recent.get(db) ?? new Map();
  recent.set(db, known);
  return known;
}
