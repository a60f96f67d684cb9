/** Targets and tasks: what is registered with a window. Both tables have the same columns. */
import type { MaintenanceWindowTaskCutoffBehavior, MaintenanceWindowTaskType, Target } from '@aws-sdk/client-ssm';
import type { Database } from '../../../../store/database.ts';

export interface TargetDetails {
  readonly ResourceType: 'INSTANCE' | 'RESOURCE_GROUP';
  readonly Targets: readonly Target[];
  readonly OwnerInformation?: string | undefined;
  readonly Name?: string | undefined;
  readonly Description?: string | undefined;
}

/** The types of tasks that there are here; `AUTOMATION` is refused by name. */
export type TaskType = Exclude<MaintenanceWindowTaskType, 'AUTOMATION'>;

/** TaskInvocationParameters as plain JSON: the payload of a function is kept as its text. */
export interface InvocationParameters {
  readonly StepFunctions?: { readonly Input?: string | undefined; readonly Name?: string | undefined } | undefined;
  readonly Lambda?:
    | {
        readonly ClientContext?: string | undefined;
        readonly Qualifier?: string | undefined;
        readonly Payload?: string | undefined;
      }
    | undefined;
  readonly RunCommand?:
    | {
        readonly Comment?: string | undefined;
        readonly DocumentVersion?: string | undefined;
        readonly Parameters?: Readonly<Record<string, readonly string[]>> | undefined;
        readonly TimeoutSeconds?: number | undefined;
      }
    | undefined;
}

export interface TaskDetails {
  readonly Targets: readonly Target[];
  readonly TaskArn: string;
  /** without one the service-linked role acts */
  readonly ServiceRoleArn?: string | undefined;
  readonly TaskType: TaskType;
  readonly TaskInvocationParameters?: InvocationParameters | undefined;
  /** the lower, the sooner */
  readonly Priority: number;
  /** a number, or a percentage of the targets: `10` or `10%` */
  readonly MaxConcurrency: string;
  readonly MaxErrors: string;
  readonly Name?: string | undefined;
  readonly Description?: string | undefined;
  readonly CutoffBehavior?: MaintenanceWindowTaskCutoffBehavior | undefined;
}

export interface Registration<Details> {
  /** the order of registration, which is the order of lists */
  readonly sequence: number;
  readonly id: string;
  readonly windowId: string;
  readonly details: Details;
}

export type WindowTarget = Registration<TargetDetails>;
export type WindowTask = Registration<TaskDetails>;

export const windowTargets = registrations<TargetDetails>('ssm_window_targets');
export const windowTasks = registrations<TaskDetails>('ssm_window_tasks');

function registrations<Details>(table: 'ssm_window_targets' | 'ssm_window_tasks') {
  type Row = Omit<Registration<Details>, 'details'> & { details: string };
  const columns = 'sequence, id, window_id AS windowId, details';
  const read = (row: Row): Registration<Details> => ({ ...row, details: JSON.parse(row.details) as Details });
  return {
    find(db: Database, windowId: string, id: string): Registration<Details> | undefined {
      const row = db.one<Row>(`SELECT ${columns} FROM ${table} WHERE window_id = ? AND id = ?`, windowId, id);
      return row && read(row);
    },
    /** Of one window, the oldest first. */
    of: (db: Database, windowId: string): Registration<Details>[] =>
      db.all<Row>(`SELECT ${columns} FROM ${table} WHERE window_id = ? ORDER BY sequence`, windowId).map(read),
    /** @param made by which request: its ClientToken and the rest of it, as JSON */
    insert(
      db: Database,
      { id, windowId, details }: Omit<Registration<Details>, 'sequence'>,
      made: { token: string | null; request: string },
    ): void {
      db.run(
        `INSERT INTO ${table} (id, window_id, details, client_token, request) VALUES (?, ?, ?, ?, ?)`,
        id,
        windowId,
        JSON.stringify(details),
        made.token,
        made.request,
      );
    },
    update: (db: Database, { id, details }: Pick<Registration<Details>, 'id' | 'details'>): void =>
      void db.run(`UPDATE ${table} SET details = ? WHERE id = ?`, JSON.stringify(details), id),
    delete: (db: Database, id: string): void => void db.run(`DELETE FROM ${table} WHERE id = ?`, id),
  };
}
