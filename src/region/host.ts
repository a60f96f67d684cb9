/**
 * A Region as a process of this machine: which machines it has, what it is called on a shared engine, how it begins and ends.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from './clock/clock.ts';
import { realClock } from './clock/real.ts';
import { simulatedClock } from './clock/simulated.ts';
import type { Credentials } from './credentials.ts';
import { keepFile, readKept } from './kept-file.ts';
import { type MachineKind, machineKinds } from './machines/driver.ts';
import { chooseDriver, createDriver, type DriverOptions } from './machines/drivers.ts';
import { openRegion, type Pages } from './region.ts';

export type Time = 'real' | 'simulated';

/**
 * Milliseconds that simulated time runs ahead of the last request: by itself it would never come to an end, as windows open
 * for ever, and what happened would be forgotten before anybody has seen it.
 */
const ahead = 24 * 3_600_000;

/** When time begins in a Region that shall be repeatable. Milliseconds since epoch. */
export const seededStart = Date.UTC(2026, 0, 1);

export interface HostOptions {
  readonly dataDir: string;
  /** where built images are kept */
  readonly cacheDir: string;
  readonly port: number;
  readonly account: string;
  readonly region: string;
  /** default: the best kind there is */
  readonly machines?: MachineKind;
  /** default: as before, at first real */
  readonly time?: Time;
  /** of simulated time, which then begins at `seededStart`; default: as before, at first none */
  readonly seed?: string;
  /** so far simulated time runs in any case; milliseconds since epoch. Default: a day ahead of the last request */
  readonly until?: number;
  readonly credentials?: Credentials;
  /** what else is served at its address */
  readonly pages?: Pages;
  log(line: string): void;
}

export interface Host {
  readonly endpoint: string;
  /** which machines it has, and why */
  readonly machines: string;
  close(): Promise<void>;
}

/** What a Region is for as long as its data live. */
interface Settings {
  readonly account: string;
  readonly region: string;
  readonly machines: MachineKind;
  readonly time: Time;
  readonly seed?: string | undefined;
  /** when simulated time began, in milliseconds since epoch; where it stands now is in the database */
  readonly start?: number;
}

/** The Region on this data is another one than was asked for. */
export class OtherRegion extends Error {
  override readonly name = 'OtherRegion';
}

/** Something was asked of simulated time where time is real. */
export class TimeIsReal extends Error {
  override readonly name = 'TimeIsReal';
}

/**
 * Opens a Region on the best machines there are, or on those that are wanted.
 * @throws MachineError EngineUnavailable; OtherRegion; TimeIsReal; what `openRegion` throws
 */
export async function openHost(options: HostOptions): Promise<Host> {
  const { dataDir, account, log } = options;
  const before = readSettings(dataDir);
  refuseOther(before, options);
  const { time = before?.time ?? 'real', seed = before?.seed } = options;
  if (seed !== undefined && time === 'real')
    throw new TimeIsReal('--seed repeats what happens in simulated time only. Give --time simulated with it.');
  if (options.until !== undefined && time === 'real')
    throw new TimeIsReal('--until says how far simulated time runs. Give --time simulated with it.');
  const { start = seed === undefined ? Date.now() : seededStart } = before ?? {};
  const clock =
    time === 'real' ? realClock() : simulatedClock(start, { ahead, until: options.until, stands: tellOnce(log) });
  const { driver, reason } = await chooseDriver(
    options.machines ?? before?.machines,
    driverOptions(dataDir, options.cacheDir, clock),
  );
  log(`Machines: ${reason}`);
  try {
    const region = await openRegion({ ...options, machines: driver, clock, ...(seed !== undefined && { seed }) });
    const settings = { account, region: options.region, machines: driver.kind, time };
    writeSettings(dataDir, time === 'real' ? settings : { ...settings, seed, start });
    return {
      endpoint: region.endpoint,
      machines: reason,
      async close() {
        await region.close();
        await driver.close();
      },
    };
  } catch (error) {
    await driver.close();
    throw error;
  }
}

/** Tells the operator why nothing happens any more, when it comes to that for the first time. */
function tellOnce(log: HostOptions['log']): (time: number) => void {
  let told = false;
  return (time) => {
    if (!told) log(`Time stands at ${new Date(time).toISOString()}. Each request lets it run on, for a day at most.`);
    told = true;
  };
}

/** Instances outlive the process: with other machines, or another account in their ARNs, they would be lost. Neither may time go back. */
function refuseOther(before: Settings | undefined, options: HostOptions): void {
  if (!before) return;
  const differs = (['account', 'region', 'machines', 'time', 'seed'] as const).find(
    (name) => options[name] !== undefined && options[name] !== before[name],
  );
  if (differs)
    throw new OtherRegion(
      `The Region in ${options.dataDir} has ${differs} ${before[differs] ?? 'none'}, not ${options[differs]}. Leave --${differs} as it was, give another directory with --data, or remove that Region with 'wakepatch reset'.`,
    );
}

const settingsFile = (dataDir: string) => join(dataDir, 'settings.json');

function readSettings(dataDir: string): Settings | undefined {
  const text = readKept(settingsFile(dataDir));
  return text === undefined ? undefined : JSON.parse(text);
}

function writeSettings(dataDir: string, settings: Settings): void {
  keepFile(settingsFile(dataDir), `${JSON.stringify(settings, undefined, 2)}\n`);
}

/** What every kind of machine says of itself on this computer, and whether its image was built before. */
export async function probeMachines(dataDir: string, cacheDir: string) {
  const clock = realClock();
  return Promise.all(
    machineKinds.map(async (kind) => {
      const driver = createDriver(kind, driverOptions(dataDir, cacheDir, clock));
      const availability = await driver.probe();
      const hasImage = availability.available ? await driver.hasImage?.() : undefined;
      await driver.close();
      return { kind, ...availability, hasImage };
    }),
  );
}

/** Removes every machine of the Region of this data directory, of whatever kind, and every snapshot of one. @returns how many there were */
export async function destroyMachines(dataDir: string, cacheDir: string): Promise<number> {
  const clock = realClock();
  let count = 0;
  for (const kind of machineKinds) {
    const driver = createDriver(kind, driverOptions(dataDir, cacheDir, clock));
    try {
      if (!(await driver.probe()).available) continue;
      for (const id of await driver.list()) {
        await driver.destroy(id);
        count += 1;
      }
      for (const name of (await driver.snapshots?.()) ?? []) await driver.removeSnapshot?.(name);
    } finally {
      await driver.close();
    }
  }
  return count;
}

/** Regions share an engine: the data directory tells their machines apart. */
function driverOptions(dataDir: string, cacheDir: string, { sleep, now }: Clock): DriverOptions {
  const namespace = createHash('sha256').update(dataDir).digest('hex').slice(0, 8);
  return { dataDir, cacheDir, namespace, sleep, now };
}
