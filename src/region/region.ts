import { access, constants, mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { createAccess, type Identities } from './access/access.ts';
import { globalArn } from './arn.ts';
import type { Clock } from './clock/clock.ts';
import { clockMigrations, resumeTime } from './clock/kept.ts';
import { realClock } from './clock/real.ts';
import { timerMigrations } from './clock/timers.ts';
import { type Credentials, rootCredentials } from './credentials.ts';
import { createEngine } from './engine.ts';
import { type Ids, idMigrations, randomIds, seededIds } from './ids.ts';
import { journalMigrations } from './journal/journal.ts';
import type { MachineDriver } from './machines/driver.ts';
import { outboxMigrations } from './outbox/outbox.ts';
import { createServer, type ServerParts } from './server.ts';
import type { Outside, Service } from './service.ts';
import { roleAccess } from './services/iam/access.ts';
import { services as allServices } from './services/index.ts';
import { findSession } from './services/sts/rows.ts';
import { type Database, openDatabase } from './store/database.ts';
import { migrate } from './store/migrate.ts';

export interface RegionOptions {
  /** holds everything that the Region remembers */
  readonly dataDir: string;
  /** what is made for each version of the programs and not for each Region, such as compiled code; default: the data directory */
  readonly cacheDir?: string;
  /** on 127.0.0.1; 0 takes a free one */
  readonly port: number;
  /** twelve digits */
  readonly account: string;
  /** e.g. `us-east-1` */
  readonly region: string;
  readonly machines: MachineDriver;
  /** default: real time. Simulated time goes on where it stood, if this one is not ahead of it */
  readonly clock?: Clock;
  /** The same seed, and the same requests at the same simulated times, give the same histories, ids included. Default: random ids. */
  readonly seed?: string;
  /** of the account's root; default: made at the first start */
  readonly credentials?: Credentials;
  /** default: all there are */
  readonly services?: readonly Service[];
  /** what else is served at its address, below a path that no request to a service can have */
  readonly pages?: Pages;
  /** one line to the operator */
  log(line: string): void;
}

export interface Pages {
  /** such as `/_console` */
  readonly path: string;
  /** is opened when it is first asked for, at an endpoint that answers */
  open(endpoint: string): (request: Request) => Response | Promise<Response>;
}

export interface Region {
  readonly endpoint: string;
  readonly credentials: Credentials;
  /** The Region from within, for those in its process: they may act as AWS itself, which no client may. */
  readonly outside: Outside;
  /** Lets nothing new begin, waits for what is under way, and closes. What is not done goes on at the next start. */
  close(): Promise<void>;
}

/** The names by which a Region may be addressed; it listens on 127.0.0.1 alone. */
const hosts = ['127.0.0.1', 'localhost'];

/**
 * Opens a Region: its database, its services, then its door.
 * @throws StoreTrouble, also when another Region has the data; DataUnusable; NewerDatabase; PortInUse
 */
export async function openRegion(options: RegionOptions): Promise<Region> {
  const { dataDir, account, region, machines, log, clock = realClock(), services = allServices } = options;
  const { cacheDir = dataDir } = options;
  await makeDataDirectory(dataDir);
  const db = openStore(join(dataDir, 'region.sqlite'), services);
  try {
    resumeTime(db, clock);
    const credentials = rootCredentials(dataDir, options.credentials);
    const repeatable = options.seed !== undefined;
    const ids: Ids = options.seed === undefined ? randomIds : seededIds(db, options.seed);
    const place = { account, region };
    const identities = identitiesOf(globalArn(place, 'iam', 'root'), account, credentials);
    const access = createAccess(place, identities, services);
    const parts = { account, region, dataDir, cacheDir, db, clock, ids, repeatable, machines, access, services, log };
    const engine = createEngine(parts);
    const pages = options.pages && lazyPages(options.pages, () => endpoint);
    const server = createServer({ engine, db, identities, services, hosts, pages, wallClock: Date.now, log });
    const door = createAdaptorServer({ fetch: server.fetch });
    const endpoint: string = `http://127.0.0.1:${await listen(door, options.port)}`;
    engine.start(endpoint);
    return {
      endpoint,
      credentials,
      outside: engine.outside,
      async close() {
        const shut = new Promise<void>((resolve) => door.close(() => resolve()));
        await engine.close();
        if ('closeAllConnections' in door) door.closeAllConnections();
        await shut;
        db.close();
      },
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

function lazyPages({ path, open }: Pages, endpoint: () => string): ServerParts['pages'] {
  let fetch: ReturnType<Pages['open']> | undefined;
  return {
    path,
    fetch: (request) => {
      fetch ??= open(endpoint());
      return fetch(request);
    },
  };
}

/** Nothing can be kept where the data are to be. */
export class DataUnusable extends Error {
  override readonly name = 'DataUnusable';
}

/** Somebody else listens on the port. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse';
}

async function makeDataDirectory(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.W_OK);
  } catch (error) {
    const cause = (error as Error).message;
    throw new DataUnusable(`The data directory ${dataDir} cannot be used (${cause}). Name another with --data.`, {
      cause: error,
    });
  }
}

function openStore(file: string, services: readonly Service[]): Database {
  const db = openDatabase(file);
  try {
    migrate(db, [
      { owner: 'core/clock', migrations: clockMigrations },
      { owner: 'core/ids', migrations: idMigrations },
      { owner: 'core/journal', migrations: journalMigrations },
      { owner: 'core/timers', migrations: timerMigrations },
      { owner: 'core/outbox', migrations: outboxMigrations },
      ...services.map((service) => ({ owner: service.name, migrations: service.migrations })),
    ]);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function identitiesOf(rootArn: string, account: string, { accessKeyId, secretAccessKey }: Credentials): Identities {
  const root = {
    principal: { type: 'root', arn: rootArn, userId: account },
    secret: { secretAccessKey, sessionToken: undefined },
  } as const;
  return { ...roleAccess, find: (db, id) => (id === accessKeyId ? root : findSession(db, id)) };
}

function listen(door: ServerType, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    door.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new PortInUse(
              `The port ${port} on 127.0.0.1 is in use. Name another with --port, or let --port 0 take a free one.`,
            )
          : error,
      ),
    );
    door.listen(port, '127.0.0.1', () => resolve((door.address() as AddressInfo).port));
  });
}
