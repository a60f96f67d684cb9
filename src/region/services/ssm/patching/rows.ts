/** Patch baselines, patch groups, patching operations and patch states. */
import type { Database } from '../../../store/database.ts';
import type { Baseline } from './baseline.ts';
import type { Patch, PatchCounts } from './states.ts';
import type { PatchOperation } from './summary.ts';

export const patchTables = `
  CREATE TABLE ssm_baselines (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    baseline_id TEXT NOT NULL UNIQUE,
    operating_system TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    client_token TEXT UNIQUE,
    baseline TEXT NOT NULL
  ) STRICT;

  CREATE TABLE ssm_default_baselines (
    operating_system TEXT PRIMARY KEY,
    baseline_id TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE ssm_patch_groups (
    patch_group TEXT NOT NULL,
    operating_system TEXT NOT NULL,
    baseline_id TEXT NOT NULL,
    PRIMARY KEY (patch_group, operating_system)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE ssm_patch_operations (
    command_id TEXT NOT NULL,
    instance_id TEXT NOT NULL,
    snapshot_id TEXT NOT NULL,
    operation TEXT NOT NULL,
    baseline TEXT NOT NULL,
    PRIMARY KEY (command_id, instance_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX ssm_patch_operations_by_snapshot ON ssm_patch_operations (snapshot_id, instance_id);

  CREATE TABLE ssm_patch_states (
    instance_id TEXT PRIMARY KEY,
    patch_group TEXT NOT NULL,
    state TEXT NOT NULL,
    patches TEXT NOT NULL
  ) STRICT;
  CREATE INDEX ssm_patch_states_by_group ON ssm_patch_states (patch_group);
`;

export interface BaselineRow {
  readonly baseline: Baseline;
  /** milliseconds since epoch */
  readonly createdAt: number;
  readonly modifiedAt: number;
}

type StoredBaseline = Omit<BaselineRow, 'baseline'> & { baseline: string };

const baselineColumns = 'created_at AS createdAt, modified_at AS modifiedAt, baseline';

const readBaseline = (row: StoredBaseline): BaselineRow => ({ ...row, baseline: JSON.parse(row.baseline) as Baseline });

export function findBaseline(db: Database, id: string): BaselineRow | undefined {
  const row = db.one<StoredBaseline>(`SELECT ${baselineColumns} FROM ssm_baselines WHERE baseline_id = ?`, id);
  return row && readBaseline(row);
}

/** The baseline that an earlier CreatePatchBaseline with this token has made. */
export function findBaselineByToken(db: Database, clientToken: string): BaselineRow | undefined {
  const row = db.one<StoredBaseline>(
    `SELECT ${baselineColumns} FROM ssm_baselines WHERE client_token = ?`,
    clientToken,
  );
  return row && readBaseline(row);
}

/** The account's own, the oldest first. */
export function allBaselines(db: Database): BaselineRow[] {
  return db.all<StoredBaseline>(`SELECT ${baselineColumns} FROM ssm_baselines ORDER BY sequence`).map(readBaseline);
}

export function insertBaseline(
  db: Database,
  { baseline, createdAt, modifiedAt }: BaselineRow,
  clientToken: string | undefined,
): void {
  db.run(
    `INSERT INTO ssm_baselines (baseline_id, operating_system, name, created_at, modified_at, client_token, baseline)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    baseline.BaselineId,
    baseline.OperatingSystem,
    baseline.Name,
    createdAt,
    modifiedAt,
    clientToken ?? null,
    JSON.stringify(baseline),
  );
}

export function updateBaseline(db: Database, { baseline, modifiedAt }: BaselineRow): void {
  db.run(
    'UPDATE ssm_baselines SET name = ?, modified_at = ?, baseline = ? WHERE baseline_id = ?',
    baseline.Name,
    modifiedAt,
    JSON.stringify(baseline),
    baseline.BaselineId,
  );
}

/** @returns whether there was one */
export function deleteBaseline(db: Database, id: string): boolean {
  return db.run('DELETE FROM ssm_baselines WHERE baseline_id = ?', id) > 0;
}

/** The registered default of an operating system; undefined while it is AWS's. */
export function findDefaultBaselineId(db: Database, operatingSystem: string): string | undefined {
  return db.one<{ id: string }>(
    'SELECT baseline_id AS id FROM ssm_default_baselines WHERE operating_system = ?',
    operatingSystem,
  )?.id;
}

export function saveDefaultBaselineId(db: Database, operatingSystem: string, id: string): void {
  db.run(
    'INSERT OR REPLACE INTO ssm_default_baselines (operating_system, baseline_id) VALUES (?, ?)',
    operatingSystem,
    id,
  );
}

export interface PatchGroup {
  readonly patchGroup: string;
  readonly operatingSystem: string;
  readonly baselineId: string;
}

/** In the order of their names. */
export function allPatchGroups(db: Database): PatchGroup[] {
  return db.all<PatchGroup>(
    `SELECT patch_group AS patchGroup, operating_system AS operatingSystem, baseline_id AS baselineId
     FROM ssm_patch_groups ORDER BY patch_group, operating_system`,
  );
}

export function insertPatchGroup(db: Database, { patchGroup, operatingSystem, baselineId }: PatchGroup): void {
  db.run(
    'INSERT INTO ssm_patch_groups (patch_group, operating_system, baseline_id) VALUES (?, ?, ?)',
    patchGroup,
    operatingSystem,
    baselineId,
  );
}

/** @returns whether there was one */
export function deletePatchGroup(db: Database, patchGroup: string, baselineId: string): boolean {
  return db.run('DELETE FROM ssm_patch_groups WHERE patch_group = ? AND baseline_id = ?', patchGroup, baselineId) > 0;
}

/** A patching operation with the baseline as it was when the operation began: the snapshot. */
export interface StoredOperation {
  readonly operation: PatchOperation;
  readonly baseline: Baseline;
}

const readOperation = (row: { operation: string; baseline: string } | undefined): StoredOperation | undefined =>
  row && { operation: JSON.parse(row.operation) as PatchOperation, baseline: JSON.parse(row.baseline) as Baseline };

export function findOperation(db: Database, commandId: string, instanceId: string): StoredOperation | undefined {
  return readOperation(
    db.one(
      'SELECT operation, baseline FROM ssm_patch_operations WHERE command_id = ? AND instance_id = ?',
      commandId,
      instanceId,
    ),
  );
}

/** What an earlier operation has taken under this snapshot id. */
export function findSnapshot(db: Database, snapshotId: string, instanceId: string): StoredOperation | undefined {
  return readOperation(
    db.one(
      'SELECT operation, baseline FROM ssm_patch_operations WHERE snapshot_id = ? AND instance_id = ?',
      snapshotId,
      instanceId,
    ),
  );
}

export function deletePatchOperations(db: Database, commandId: string): void {
  db.run('DELETE FROM ssm_patch_operations WHERE command_id = ?', commandId);
}

export function insertOperation(
  db: Database,
  commandId: string,
  instanceId: string,
  { operation, baseline }: StoredOperation,
): void {
  db.run(
    'INSERT INTO ssm_patch_operations (command_id, instance_id, snapshot_id, operation, baseline) VALUES (?, ?, ?, ?, ?)',
    commandId,
    instanceId,
    operation.snapshotId,
    JSON.stringify(operation),
    JSON.stringify(baseline),
  );
}

/** What the last patching operation has found on an instance. */
export interface PatchStateRow {
  readonly instanceId: string;
  readonly operation: PatchOperation;
  readonly counts: PatchCounts;
  /** milliseconds since epoch */
  readonly endedAt: number;
  /** the end of the last Install with NoReboot, in milliseconds since epoch; null before the first */
  readonly lastNoRebootInstallAt: number | null;
  /** the boot that the machine was in: another one means that what waited for a reboot has had it */
  readonly bootId: string;
}

const readState = ({ state }: { state: string }): PatchStateRow => JSON.parse(state) as PatchStateRow;

export function findPatchState(db: Database, instanceId: string): PatchStateRow | undefined {
  const row = db.one<{ state: string }>('SELECT state FROM ssm_patch_states WHERE instance_id = ?', instanceId);
  return row && readState(row);
}

/** In the order of the instance ids. */
export function patchStatesOfGroup(db: Database, patchGroup: string): PatchStateRow[] {
  return db
    .all<{ state: string }>('SELECT state FROM ssm_patch_states WHERE patch_group = ? ORDER BY instance_id', patchGroup)
    .map(readState);
}

/** In the order of their names; none when the instance was never scanned. */
export function patchesOfInstance(db: Database, instanceId: string): Patch[] {
  const row = db.one<{ patches: string }>('SELECT patches FROM ssm_patch_states WHERE instance_id = ?', instanceId);
  return row === undefined ? [] : (JSON.parse(row.patches) as Patch[]);
}

export function savePatchState(db: Database, state: PatchStateRow, patches: readonly Patch[]): void {
  db.run(
    'INSERT OR REPLACE INTO ssm_patch_states (instance_id, patch_group, state, patches) VALUES (?, ?, ?, ?)',
    state.instanceId,
    state.operation.patchGroup,
    JSON.stringify(state),
    JSON.stringify(patches),
  );
}
