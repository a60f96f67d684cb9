/** Managed instances, and the agents of the machines that run. */
import type { Database } from '../../../store/database.ts';

export const agentTables = `
  CREATE TABLE ssm_agents (
    instance_id TEXT PRIMARY KEY,
    start TEXT NOT NULL
  ) STRICT;

  CREATE TABLE ssm_managed_instances (
    instance_id TEXT PRIMARY KEY,
    registered_at INTEGER NOT NULL,
    connected INTEGER NOT NULL,
    last_ping_at INTEGER NOT NULL,
    iam_role TEXT NOT NULL,
    ip_address TEXT,
    facts TEXT
  ) STRICT;
`;

export const agentVersionColumn = 'ALTER TABLE ssm_managed_instances ADD COLUMN agent_version TEXT';

/** What the machine says of itself. */
export interface Facts {
  /** e.g. `Debian GNU/Linux` */
  readonly platformName: string;
  /** e.g. `12` */
  readonly platformVersion: string;
  readonly computerName: string;
}

export interface ManagedInstance {
  readonly id: string;
  /** milliseconds since epoch */
  readonly registeredAt: number;
  readonly connected: boolean;
  /** milliseconds since epoch: when the machine last answered */
  readonly lastPingAt: number;
  /** name of the role whose credentials the agent has */
  readonly iamRole: string;
  readonly ipAddress: string | null;
  /** e.g. `3.3.987.0`; null for one that has not reported since versions are kept */
  readonly agentVersion: string | null;
  /** null until the machine was asked */
  readonly facts: Facts | null;
}

type Row = Omit<ManagedInstance, 'connected' | 'facts'> & { connected: number; facts: string | null };

const columns = `instance_id AS id, registered_at AS registeredAt, connected, last_ping_at AS lastPingAt,
  iam_role AS iamRole, ip_address AS ipAddress, agent_version AS agentVersion, facts`;

const read = (row: Row): ManagedInstance => ({
  ...row,
  connected: row.connected === 1,
  facts: row.facts === null ? null : (JSON.parse(row.facts) as Facts),
});

export function findManagedInstance(db: Database, id: string): ManagedInstance | undefined {
  const row = db.one<Row>(`SELECT ${columns} FROM ssm_managed_instances WHERE instance_id = ?`, id);
  return row && read(row);
}

/** All of them, the first registered first. */
export function allManagedInstances(db: Database): ManagedInstance[] {
  return db.all<Row>(`SELECT ${columns} FROM ssm_managed_instances ORDER BY registered_at, instance_id`).map(read);
}

/** @param now milliseconds since epoch */
export function savePing(
  db: Database,
  id: string,
  now: number,
  report: { iamRole: string; ipAddress: string | undefined; agentVersion: string },
): void {
  db.run(
    `INSERT INTO ssm_managed_instances (instance_id, registered_at, connected, last_ping_at, iam_role, ip_address, agent_version)
     VALUES (?1, ?2, 1, ?2, ?3, ?4, ?5) ON CONFLICT (instance_id)
     DO UPDATE SET connected = 1, last_ping_at = ?2, iam_role = ?3, ip_address = ?4, agent_version = ?5`,
    id,
    now,
    report.iamRole,
    report.ipAddress ?? null,
    report.agentVersion,
  );
}

export function saveFacts(db: Database, id: string, facts: Facts): void {
  db.run('UPDATE ssm_managed_instances SET facts = ? WHERE instance_id = ?', JSON.stringify(facts), id);
}

export function saveDisconnected(db: Database, id: string): void {
  db.run('UPDATE ssm_managed_instances SET connected = 0 WHERE instance_id = ?', id);
}

export function deleteManagedInstance(db: Database, id: string): void {
  db.run('DELETE FROM ssm_managed_instances WHERE instance_id = ?', id);
}

/** Which start of the machine its agent belongs to; undefined while the machine does not run. */
export function findAgentStart(db: Database, id: string): string | undefined {
  return db.one<{ start: string }>('SELECT start FROM ssm_agents WHERE instance_id = ?', id)?.start;
}

export function saveAgentStart(db: Database, id: string, start: string): void {
  db.run('INSERT OR REPLACE INTO ssm_agents (instance_id, start) VALUES (?, ?)', id, start);
}

export function deleteAgentStart(db: Database, id: string): void {
  db.run('DELETE FROM ssm_agents WHERE instance_id = ?', id);
}
