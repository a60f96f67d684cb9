import type { Snapshot } from '../../../../asl/index.ts';
import type { Database } from '../../../store/database.ts';
import type { ExecutionRow } from '../rows/executions.ts';

/**
 * Snapshots of running executions. A step changes few frames of many, so each frame, the input of each frame's state and each
 * list is a row of its own, and only what is another object than before is written. Snapshots last read or written are kept in
 * memory; the revision in the execution's row tells whether that one is still the last that was committed.
 */
const recent = new WeakMap<Database, Map<number, { revision: number; snapshot: Snapshot }>>();
const mostRecent = 1000;

/** `constant`: what stays the same from the first step on. `inputs`: of frames, which stay while their state waits. */
const partKinds = ['constant', 'frames', 'inputs', 'lists'] as const;
type PartKind = (typeof partKinds)[number];

/** @throws RangeError when there is none: the execution is over */
export function loadSnapshot(db: Database, { sequence, revision }: ExecutionRow): Snapshot {
  const known = cacheOf(db).get(sequence);
  if (known?.revision === revision) return known.snapshot;
  const row = db.one<{ head: string | null }>('SELECT head FROM states_executions WHERE sequence = ?', sequence);
  if (!row?.head) throw new RangeError(`The execution ${sequence} has no snapshot`);
  const parts: Record<PartKind, Record<string, unknown>> = { constant: {}, frames: {}, inputs: {}, lists: {} };
  for (const part of db.all<{ kind: PartKind; id: string; value: string }>(
    'SELECT kind, id, value FROM states_parts WHERE execution = ? ORDER BY kind, id',
    sequence,
  ))
    parts[part.kind][part.id] = JSON.parse(part.value);
  const frames = Object.entries(parts.frames).map(([id, frame]) => [
    id,
    { ...(frame as object), ...(id in parts.inputs && { input: parts.inputs[id] }) },
  ]);
  const snapshot = {
    ...(parts.constant[''] as object),
    ...JSON.parse(row.head),
    frames: Object.fromEntries(frames),
    lists: parts.lists,
  } as Snapshot;
  keep(db, sequence, revision, snapshot);
  return snapshot;
}

/**
 * @param row as it was before the step
 * @param before the snapshot from which `after` was made; undefined for the first
 */
export function saveSnapshot(
  db: Database,
  { sequence, revision }: Pick<ExecutionRow, 'sequence' | 'revision'>,
  before: Snapshot | undefined,
  after: Snapshot,
): void {
  const { version, status, draws, lastEventId, nextId, ready } = after;
  const head = { version, status, draws, lastEventId, nextId, ready };
  db.run(
    'UPDATE states_executions SET head = ?, revision = ? WHERE sequence = ?',
    JSON.stringify(head),
    revision + 1,
    sequence,
  );
  if (before?.execution !== after.execution) {
    const { type, execution, stateMachine, seed } = after;
    putPart(db, sequence, 'constant', '', { type, execution, stateMachine, seed });
  }
  saveFrames(db, sequence, before?.frames ?? {}, after.frames);
  saveLists(db, sequence, before?.lists ?? {}, after.lists);
  keep(db, sequence, revision + 1, after);
}

/** An execution that is over needs its snapshot no more. */
export function dropSnapshot(db: Database, sequence: number): void {
  db.run('DELETE FROM states_parts WHERE execution = ?', sequence);
  db.run('UPDATE states_executions SET head = NULL WHERE sequence = ?', sequence);
  forgetSnapshot(db, sequence);
}

/** Keeps the stored snapshot, but not in memory. */
export function forgetSnapshot(db: Database, sequence: number): void {
  cacheOf(db).delete(sequence);
}

function saveFrames(db: Database, execution: number, before: Snapshot['frames'], after: Snapshot['frames']): void {
  for (const [id, frame] of Object.entries(after)) {
    const known = before[id];
    if (frame === known) continue;
    const { input, ...rest } = frame;
    putPart(db, execution, 'frames', id, rest);
    if (input !== known?.input || !known) putPart(db, execution, 'inputs', id, input);
  }
  for (const id of Object.keys(before))
    if (!(id in after)) {
      deletePart(db, execution, 'frames', id);
      deletePart(db, execution, 'inputs', id);
    }
}

function saveLists(db: Database, execution: number, before: Snapshot['lists'], after: Snapshot['lists']): void {
  if (before === after) return;
  for (const [id, list] of Object.entries(after)) if (list !== before[id]) putPart(db, execution, 'lists', id, list);
  for (const id of Object.keys(before)) if (!(id in after)) deletePart(db, execution, 'lists', id);
}

function putPart(db: Database, execution: number, kind: PartKind, id: string, value: unknown): void {
  db.run('INSERT OR REPLACE INTO states_parts VALUES (?, ?, ?, ?)', execution, kind, id, JSON.stringify(value));
}

function deletePart(db: Database, execution: number, kind: PartKind, id: string): void {
  db.run('DELETE FROM states_parts WHERE execution = ? AND kind = ? AND id = ?', execution, kind, id);
}

/** Those used longest ago are forgotten first. */
function keep(db: Database, sequence: number, revision: number, snapshot: Snapshot): void {
  const cache = cacheOf(db);
  cache.delete(sequence);
  cache.set(sequence, { revision, snapshot });
  if (cache.size > mostRecent) {
    const [oldest] = cache.keys();
    cache.delete(oldest!);
  }
}

function cacheOf(db: Database) {
  const known = recent.get(db) ?? new Map();
  recent.set(db, known);
  return known;
}
