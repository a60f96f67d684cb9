/** Commands and their invocations. */
import type { Target } from '@aws-sdk/client-ssm';
import type { Database } from '../../../store/database.ts';
import type { Runnable } from '../documents/own-document.ts';
import type { Parameters } from '../documents/parameter.ts';
import type { CommandDetails, InvocationDetails } from './status.ts';

export const commandTables = `
  CREATE TABLE ssm_commands (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    command_id TEXT NOT NULL UNIQUE,
    requested_at INTEGER NOT NULL,
    details TEXT NOT NULL,
    target_count INTEGER NOT NULL,
    completed_count INTEGER NOT NULL,
    error_count INTEGER NOT NULL,
    delivery_timed_out_count INTEGER NOT NULL,
    request TEXT NOT NULL
  ) STRICT;

  CREATE TABLE ssm_invocations (
    command_id TEXT NOT NULL REFERENCES ssm_commands (command_id),
    instance_id TEXT NOT NULL,
    instance_name TEXT NOT NULL,
    details TEXT NOT NULL,
    sent_at INTEGER,
    delivery TEXT,
    plugins TEXT NOT NULL,
    PRIMARY KEY (command_id, instance_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX ssm_invocations_by_instance ON ssm_invocations (instance_id);

  CREATE TABLE ssm_reboots (
    command_id TEXT NOT NULL,
    instance_id TEXT NOT NULL,
    name TEXT NOT NULL,
    boot_id TEXT NOT NULL,
    PRIMARY KEY (command_id, instance_id, name)
  ) STRICT, WITHOUT ROWID;
`;

/** What was asked for; kept as JSON. */
export interface CommandRequest {
  readonly documentName: string;
  readonly documentVersion: string;
  /** of a document of the account; those of AWS stand in the code */
  readonly document?: Runnable;
  readonly comment: string;
  readonly parameters: Parameters;
  readonly instanceIds: readonly string[];
  readonly targets: readonly Target[];
  /** seconds for the delivery */
  readonly timeoutSeconds: number;
  /** seconds for the run on the machine */
  readonly executionTimeout: number;
  /** as given: `50` or `10%` */
  readonly maxConcurrency: string;
  readonly maxErrors: string;
}

export interface Command {
  /** the order in which commands were sent */
  readonly sequence: number;
  readonly id: string;
  /** milliseconds since epoch */
  readonly requestedAt: number;
  readonly details: CommandDetails;
  readonly targetCount: number;
  readonly completedCount: number;
  readonly errorCount: number;
  readonly deliveryTimedOutCount: number;
  readonly request: CommandRequest;
}

/** What a step has come to on one machine. */
export interface PluginResult {
  readonly name: string;
  readonly details: 'Success' | 'Failed' | 'ExecutionTimedOut' | 'Cancelled';
  readonly responseCode: number;
  /** milliseconds since epoch */
  readonly startedAt: number;
  readonly finishedAt: number;
  /** at most 24,000 characters */
  readonly stdout: string;
  /** at most 8,000 characters */
  readonly stderr: string;
}

/** The command has reached the agent. */
export interface Delivery {
  /** milliseconds since epoch */
  readonly at: number;
  /** which start of the machine it has reached */
  readonly agentStart: string;
}

export interface Invocation {
  readonly commandId: string;
  readonly instanceId: string;
  /** value of the instance's Name tag, or empty */
  readonly instanceName: string;
  readonly details: InvocationDetails;
  /** milliseconds since epoch; null while MaxConcurrency holds it back */
  readonly sentAt: number | null;
  readonly delivery: Delivery | null;
  /** of the steps that are over */
  readonly plugins: readonly PluginResult[];
}

type CommandRow = Omit<Command, 'request'> & { request: string };
type InvocationRow = Omit<Invocation, 'delivery' | 'plugins'> & { delivery: string | null; plugins: string };

const commandColumns = `sequence, command_id AS id, requested_at AS requestedAt, details, target_count AS targetCount,
  completed_count AS completedCount, error_count AS errorCount, delivery_timed_out_count AS deliveryTimedOutCount, request`;

const invocationColumns = `command_id AS commandId, instance_id AS instanceId, instance_name AS instanceName, details,
  sent_at AS sentAt, delivery, plugins`;

const readCommand = (row: CommandRow): Command => ({ ...row, request: JSON.parse(row.request) as CommandRequest });

const readInvocation = (row: InvocationRow): Invocation => ({
  ...row,
  delivery: row.delivery === null ? null : (JSON.parse(row.delivery) as Delivery),
  plugins: JSON.parse(row.plugins) as PluginResult[],
});

/** The one that is named, or those that were sent to an instance, or all, the latest first. */
export function selectCommands(db: Database, id: string | undefined, instanceId: string | undefined): Command[] {
  if (id === undefined) return instanceId === undefined ? allCommands(db) : commandsTo(db, instanceId);
  const command = findCommand(db, id);
  const isSent = instanceId === undefined || findInvocation(db, id, instanceId) !== undefined;
  return command && isSent ? [command] : [];
}

export function findCommand(db: Database, id: string): Command | undefined {
  const row = db.one<CommandRow>(`SELECT ${commandColumns} FROM ssm_commands WHERE command_id = ?`, id);
  return row && readCommand(row);
}

function allCommands(db: Database): Command[] {
  return db.all<CommandRow>(`SELECT ${commandColumns} FROM ssm_commands ORDER BY sequence DESC`).map(readCommand);
}

function commandsTo(db: Database, instanceId: string): Command[] {
  return db
    .all<CommandRow>(
      `SELECT ${commandColumns} FROM ssm_commands
       WHERE command_id IN (SELECT command_id FROM ssm_invocations WHERE instance_id = ?) ORDER BY sequence DESC`,
      instanceId,
    )
    .map(readCommand);
}

/** Those that were sent first. */
export function oldestCommands(db: Database, limit: number): Pick<Command, 'id' | 'requestedAt' | 'details'>[] {
  return db.all(
    'SELECT command_id AS id, requested_at AS requestedAt, details FROM ssm_commands ORDER BY sequence LIMIT ?',
    limit,
  );
}

export function countUnderWay(db: Database): number {
  return db.one<{ count: number }>(
    "SELECT count(*) AS count FROM ssm_commands WHERE details IN ('Pending', 'InProgress', 'Cancelling')",
  )!.count;
}

/** With all that is known of it. */
export function deleteCommand(db: Database, id: string): void {
  for (const table of ['ssm_reboots', 'ssm_invocations', 'ssm_commands'])
    db.run(`DELETE FROM ${table} WHERE command_id = ?`, id);
}

export function insertCommand(db: Database, command: Omit<Command, 'sequence'>): void {
  db.run(
    `INSERT INTO ssm_commands (command_id, requested_at, details, target_count, completed_count, error_count,
       delivery_timed_out_count, request) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    command.id,
    command.requestedAt,
    command.details,
    command.targetCount,
    command.completedCount,
    command.errorCount,
    command.deliveryTimedOutCount,
    JSON.stringify(command.request),
  );
}

export function updateCommand(db: Database, command: Command): void {
  db.run(
    `UPDATE ssm_commands SET details = ?, completed_count = ?, error_count = ?, delivery_timed_out_count = ?
     WHERE command_id = ?`,
    command.details,
    command.completedCount,
    command.errorCount,
    command.deliveryTimedOutCount,
    command.id,
  );
}

export function findInvocation(db: Database, commandId: string, instanceId: string): Invocation | undefined {
  const row = db.one<InvocationRow>(
    `SELECT ${invocationColumns} FROM ssm_invocations WHERE command_id = ? AND instance_id = ?`,
    commandId,
    instanceId,
  );
  return row && readInvocation(row);
}

/** Those of one command that are of an instance, or all, in the order of the instance ids. */
export function invocationsFor(db: Database, commandId: string, instanceId: string | undefined): Invocation[] {
  return instanceId === undefined
    ? invocationsOf(db, commandId)
    : [findInvocation(db, commandId, instanceId) ?? []].flat();
}

/** Of one command, in the order of the instance ids. */
export function invocationsOf(db: Database, commandId: string): Invocation[] {
  return db
    .all<InvocationRow>(
      `SELECT ${invocationColumns} FROM ssm_invocations WHERE command_id = ? ORDER BY instance_id`,
      commandId,
    )
    .map(readInvocation);
}

export function insertInvocation(db: Database, invocation: Invocation): void {
  db.run(
    `INSERT INTO ssm_invocations (instance_name, details, sent_at, delivery, plugins, command_id, instance_id)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ...invocationValues(invocation),
  );
}

export function updateInvocation(db: Database, invocation: Invocation): void {
  db.run(
    `UPDATE ssm_invocations SET instance_name = ?, details = ?, sent_at = ?, delivery = ?, plugins = ?
     WHERE command_id = ? AND instance_id = ?`,
    ...invocationValues(invocation),
  );
}

const invocationValues = (invocation: Invocation) =>
  [
    invocation.instanceName,
    invocation.details,
    invocation.sentAt,
    invocation.delivery && JSON.stringify(invocation.delivery),
    JSON.stringify(invocation.plugins),
    invocation.commandId,
    invocation.instanceId,
  ] as const;

/** How far an invocation is: all that the sending of a command looks at, however much each has printed. */
export type Progress = Pick<Invocation, 'instanceId' | 'details' | 'sentAt'>;

/** Of one command, in the order of the instance ids. */
export function progressOf(db: Database, commandId: string): Progress[] {
  return db.all<Progress>(
    `SELECT instance_id AS instanceId, details, sent_at AS sentAt FROM ssm_invocations WHERE command_id = ? ORDER BY instance_id`,
    commandId,
  );
}

export function saveProgress(db: Database, commandId: string, { instanceId, details, sentAt }: Progress): void {
  db.run(
    'UPDATE ssm_invocations SET details = ?, sent_at = ? WHERE command_id = ? AND instance_id = ?',
    details,
    sentAt,
    commandId,
    instanceId,
  );
}

/** The boot that a machine was in when a step asked for its reboot. */
export function findRebootFrom(db: Database, commandId: string, instanceId: string, name: string): string | undefined {
  return db.one<{ bootId: string }>(
    'SELECT boot_id AS bootId FROM ssm_reboots WHERE command_id = ? AND instance_id = ? AND name = ?',
    commandId,
    instanceId,
    name,
  )?.bootId;
}

export function saveRebootFrom(
  db: Database,
  commandId: string,
  instanceId: string,
  name: string,
  bootId: string,
): void {
  db.run(
    'INSERT INTO ssm_reboots (command_id, instance_id, name, boot_id) VALUES (?, ?, ?, ?)',
    commandId,
    instanceId,
    name,
    bootId,
  );
}
