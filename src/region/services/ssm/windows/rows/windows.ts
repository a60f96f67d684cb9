import type { Database } from '../../../../store/database.ts';

/** What CreateMaintenanceWindow and UpdateMaintenanceWindow settle, under the names that they use. */
export interface WindowDetails {
  readonly Name: string;
  readonly Description?: string | undefined;
  /** ISO 8601, as given */
  readonly StartDate?: string | undefined;
  readonly EndDate?: string | undefined;
  readonly Schedule: string;
  /** IANA name; UTC where there is none */
  readonly ScheduleTimezone?: string | undefined;
  /** days */
  readonly ScheduleOffset?: number | undefined;
  /** hours */
  readonly Duration: number;
  /** hours before the end */
  readonly Cutoff: number;
  readonly AllowUnassociatedTargets: boolean;
}

export interface Window {
  /** the order of creation, which is the order of lists */
  readonly sequence: number;
  readonly id: string;
  readonly enabled: boolean;
  /** milliseconds since epoch, as all times here */
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** when it was created or, later, enabled again: a rate counts from there */
  readonly anchor: number;
  readonly details: WindowDetails;
}

type Row = Omit<Window, 'enabled' | 'details'> & { enabled: number; details: string };

const columns = 'sequence, id, enabled, created_at AS createdAt, modified_at AS modifiedAt, anchor, details';

const read = (row: Row): Window => ({
  ...row,
  enabled: row.enabled === 1,
  details: JSON.parse(row.details) as WindowDetails,
});

export function findWindow(db: Database, id: string): Window | undefined {
  const row = db.one<Row>(`SELECT ${columns} FROM ssm_windows WHERE id = ?`, id);
  return row && read(row);
}

/** The oldest first. */
export function allWindows(db: Database): Window[] {
  return db.all<Row>(`SELECT ${columns} FROM ssm_windows ORDER BY sequence`).map(read);
}

/** @param made by which request: its ClientToken and the rest of it, as JSON */
export function insertWindow(
  db: Database,
  window: Omit<Window, 'sequence'>,
  made: { token: string | null; request: string },
): void {
  db.run(
    `INSERT INTO ssm_windows (id, enabled, created_at, modified_at, anchor, details, client_token, request)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    window.id,
    Number(window.enabled),
    window.createdAt,
    window.modifiedAt,
    window.anchor,
    JSON.stringify(window.details),
    made.token,
    made.request,
  );
}

export function updateWindow(db: Database, window: Window): void {
  db.run(
    'UPDATE ssm_windows SET enabled = ?, modified_at = ?, anchor = ?, details = ? WHERE id = ?',
    Number(window.enabled),
    window.modifiedAt,
    window.anchor,
    JSON.stringify(window.details),
    window.id,
  );
}

/** Its targets and tasks go with it; what came of its openings stays until it is old. */
export function deleteWindow(db: Database, id: string): void {
  db.run('DELETE FROM ssm_windows WHERE id = ?', id);
}
