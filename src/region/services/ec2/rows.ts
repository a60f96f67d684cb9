/**
 * The tables of EC2, and the statements about instances. Those about tags and about the network stand in `tags.ts` and
 * `network.ts`.
 */
import type { IamInstanceProfile } from '@aws-sdk/client-ec2';
import type { Database, Value } from '../../store/database.ts';
import { snapshotTables } from './snapshots/rows.ts';
import type { State } from './states.ts';

export const migrations: readonly string[] = [
  `
  CREATE TABLE ec2_images (
    image_id TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL,
    description TEXT NOT NULL
  ) STRICT;

  CREATE TABLE ec2_vpcs (
    vpc_id TEXT PRIMARY KEY,
    cidr_block TEXT NOT NULL,
    dhcp_options_id TEXT NOT NULL
  ) STRICT;

  CREATE TABLE ec2_subnets (
    subnet_id TEXT PRIMARY KEY,
    vpc_id TEXT NOT NULL REFERENCES ec2_vpcs,
    availability_zone TEXT NOT NULL,
    cidr_block TEXT NOT NULL
  ) STRICT;

  CREATE TABLE ec2_security_groups (
    group_id TEXT PRIMARY KEY,
    vpc_id TEXT NOT NULL REFERENCES ec2_vpcs,
    group_name TEXT NOT NULL,
    description TEXT NOT NULL
  ) STRICT;

  CREATE TABLE ec2_reservations (
    reservation_id TEXT PRIMARY KEY,
    client_token TEXT UNIQUE,
    request TEXT NOT NULL
  ) STRICT;

  CREATE TABLE ec2_instances (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    instance_id TEXT NOT NULL UNIQUE,
    reservation_id TEXT NOT NULL REFERENCES ec2_reservations,
    state TEXT NOT NULL,
    starts INTEGER NOT NULL,
    launched_at INTEGER NOT NULL,
    health TEXT NOT NULL,
    impaired_since INTEGER,
    reason_code TEXT,
    reason_message TEXT,
    transition_reason TEXT NOT NULL,
    machine_image TEXT,
    details TEXT NOT NULL
  ) STRICT;
  CREATE INDEX ec2_instances_by_state ON ec2_instances (state);
  CREATE INDEX ec2_instances_by_reservation ON ec2_instances (reservation_id);

  CREATE TABLE ec2_tags (
    resource_id TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (resource_id, key)
  ) STRICT, WITHOUT ROWID;
  `,
  snapshotTables,
  'CREATE INDEX ec2_tags_by_key ON ec2_tags (key, value);',
];

/** What the two status checks of EC2 have come to since the last start. */
export type Health = 'initializing' | 'ok' | 'impaired';

export interface Instance {
  /** The order of creation, which is the order of every list. */
  readonly sequence: number;
  readonly id: string;
  readonly reservationId: string;
  readonly state: State;
  /** How often it has entered `pending`: tells what was begun for this start from what was begun for an earlier one. */
  readonly starts: number;
  /** LaunchTime: the last start, in milliseconds since epoch */
  readonly launchedAt: number;
  readonly health: Health;
  /** milliseconds since epoch */
  readonly impairedSince: number | null;
  readonly reasonCode: string | null;
  readonly reasonMessage: string | null;
  readonly transitionReason: string;
  readonly details: InstanceDetails;
}

/** What is settled at the launch or by ModifyInstanceAttribute; kept as JSON. */
export interface InstanceDetails {
  readonly imageId: string;
  readonly instanceType: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly availabilityZone: string;
  readonly securityGroupIds: readonly string[];
  readonly profile?: IamInstanceProfile;
  /** of the profile with the instance */
  readonly profileAssociationId?: string;
  readonly clientToken?: string;
  readonly launchIndex: number;
  readonly rootVolumeId: string;
  /** milliseconds since epoch */
  readonly createdAt: number;
  readonly disableApiStop: boolean;
  readonly disableApiTermination: boolean;
  readonly shutdownBehavior: 'stop' | 'terminate';
  /** Absent: an EBS volume, as before there was anything else. */
  readonly rootDeviceType?: 'ebs' | 'instance-store';
  readonly encrypted?: boolean;
  readonly kmsKeyId?: string | undefined;
  /** whoever launched it may not let EC2 use that key */
  readonly keyIsDenied?: boolean;
  readonly hibernation?: boolean;
  readonly spot?: Spot | undefined;
  readonly userData?: { readonly base64: string; readonly ran: boolean };
}

/** The request that a Spot Instance comes from. */
export interface Spot {
  readonly requestId: string;
  /** Only a persistent one lets its instance be stopped. */
  readonly persistent: boolean;
}

const columns = `sequence, instance_id AS id, reservation_id AS reservationId, state, starts, launched_at AS launchedAt, health,
  impaired_since AS impairedSince, reason_code AS reasonCode, reason_message AS reasonMessage,
  transition_reason AS transitionReason, details`;

type Row = Omit<Instance, 'details'> & { details: string };

const read = (row: Row): Instance => ({ ...row, details: JSON.parse(row.details) as InstanceDetails });

export function findInstance(db: Database, id: string): Instance | undefined {
  const row = db.one<Row>(`SELECT ${columns} FROM ec2_instances WHERE instance_id = ?`, id);
  return row && read(row);
}

/** Those of the ids that there are, the oldest first. */
export function findInstances(db: Database, ids: readonly string[]): Instance[] {
  return [...new Set(ids)]
    .map((id) => findInstance(db, id))
    .filter((instance) => instance !== undefined)
    .sort((a, b) => a.sequence - b.sequence);
}

/** Rows that are read at a time by those who take instances as they want them. */
const readAhead = 1000;

/** @param condition on the rows, with values from `?2` on */
function* inOrder(db: Database, after: number, condition: string, ...values: Value[]): Generator<Instance> {
  for (let last = after; ; ) {
    const rows = db.all<Row>(
      `SELECT ${columns} FROM ec2_instances WHERE sequence > ?1 AND ${condition} ORDER BY sequence LIMIT ${readAhead}`,
      last,
      ...values,
    );
    for (const row of rows) yield read(row);
    if (rows.length < readAhead) return;
    last = rows.at(-1)!.sequence;
  }
}

/** All of them, the oldest first, read as they are wanted. @param after the sequence of one that comes before */
export function allInstances(db: Database, after = 0): Generator<Instance> {
  return inOrder(db, after, 'TRUE');
}

/** Those that have a tag, likewise. @param value undefined: whatever it is */
export function instancesTagged(db: Database, key: TagKey, value?: string, after = 0): Generator<Instance> {
  const [from, to] = typeof key === 'string' ? [key, key] : [key.prefix, `${key.prefix}\u{10ffff}`];
  const tagged = 'SELECT resource_id FROM ec2_tags WHERE key BETWEEN ?2 AND ?3 AND (?4 IS NULL OR value = ?4)';
  return inOrder(db, after, `instance_id IN (${tagged})`, from, to, value ?? null);
}

/** A key, or those that begin alike. */
export type TagKey = string | { readonly prefix: string };

/** How an instance stands: enough for those who look at many of them often. */
export type Stood = Pick<Instance, 'id' | 'state' | 'starts'>;

export function statesOf(db: Database, states: readonly State[]): Stood[] {
  return states.flatMap((state) =>
    db.all<Stood>(
      'SELECT instance_id AS id, state, starts FROM ec2_instances WHERE state = ? ORDER BY sequence',
      state,
    ),
  );
}

export function hasInstanceIn(db: Database, state: State): boolean {
  return db.one('SELECT 1 FROM ec2_instances WHERE state = ? LIMIT 1', state) !== undefined;
}

/** Those whose launch waits for the machine image to be built. */
export function instancesWithoutImage(db: Database): Instance[] {
  return db
    .all<Row>(
      `SELECT ${columns} FROM ec2_instances WHERE state = 'pending' AND machine_image IS NULL ORDER BY sequence`,
    )
    .map(read);
}

/** @param machineImage what the driver calls the image that the machine is made of */
export function setMachineImage(db: Database, id: string, machineImage: string): void {
  db.run('UPDATE ec2_instances SET machine_image = ? WHERE instance_id = ?', machineImage, id);
}

export function instancesOf(db: Database, reservationId: string): Instance[] {
  return db
    .all<Row>(`SELECT ${columns} FROM ec2_instances WHERE reservation_id = ? ORDER BY sequence`, reservationId)
    .map(read);
}

export function insertInstance(db: Database, instance: Omit<Instance, 'sequence'>): void {
  db.run(
    `INSERT INTO ec2_instances (instance_id, reservation_id, state, starts, launched_at, health, impaired_since,
       reason_code, reason_message, transition_reason, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    instance.id,
    instance.reservationId,
    ...changing(instance),
  );
}

export function updateInstance(db: Database, instance: Instance): void {
  db.run(
    `UPDATE ec2_instances SET state = ?, starts = ?, launched_at = ?, health = ?, impaired_since = ?, reason_code = ?,
       reason_message = ?, transition_reason = ?, details = ? WHERE instance_id = ?`,
    ...changing(instance),
    instance.id,
  );
}

function changing(instance: Omit<Instance, 'sequence'>) {
  return [
    instance.state,
    instance.starts,
    instance.launchedAt,
    instance.health,
    instance.impairedSince,
    instance.reasonCode,
    instance.reasonMessage,
    instance.transitionReason,
    JSON.stringify(instance.details),
  ] as const;
}

/** Removes an instance with its tags, and its reservation after the last one of it. */
export function deleteInstance(db: Database, { id, reservationId, details }: Instance): void {
  db.run('DELETE FROM ec2_tags WHERE resource_id IN (?, ?)', id, details.rootVolumeId);
  db.run('DELETE FROM ec2_instances WHERE instance_id = ?', id);
  db.run(
    `DELETE FROM ec2_reservations WHERE reservation_id = ?1
       AND NOT EXISTS (SELECT 1 FROM ec2_instances WHERE reservation_id = ?1)`,
    reservationId,
  );
}

export interface Reservation {
  readonly id: string;
  /** The request that made it, as JSON: the same ClientToken has to come with the same request. */
  readonly request: string;
}

export function findReservation(db: Database, clientToken: string): Reservation | undefined {
  return db.one<Reservation>(
    'SELECT reservation_id AS id, request FROM ec2_reservations WHERE client_token = ?',
    clientToken,
  );
}

export function insertReservation(db: Database, reservation: Reservation, clientToken: string | undefined): void {
  db.run(
    'INSERT INTO ec2_reservations (reservation_id, client_token, request) VALUES (?, ?, ?)',
    reservation.id,
    clientToken ?? null,
    reservation.request,
  );
}
