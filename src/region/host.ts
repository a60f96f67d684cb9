/**
 * A Region as a process of this machine: which machines it has, what it is called on a shared engine, how it begins and ends.
 */
import { createHash } from 'node:crypto';
import { realClock } from './clock/real.ts';
import { simulatedClock } from './clock/simulated.ts';
import type { Credentials } from './credentials.ts';
import { type MachineKind, machineKinds } from './machines/driver.ts';
import { chooseDriver, createDriver, type DriverOptions } from './machines/drivers.ts';
import { openRegion } from './region.ts';

export interface HostOptions {
  readonly dataDir: string;
  /** where built images are kept */
  readonly cacheDir: string;
  readonly port: number;
  readonly account: string;
  readonly region: string;
  /** default: the best kind there is */
  readonly machines?: MachineKind;
  readonly time: 'real' | 'simulated';
  readonly credentials?: Credentials;
  log(line: string): void;
}

export interface Host {
  readonly endpoint: string;
  /** which machines it has, and why */
  readonly machines: string;
  close(): Promise<void>;
}

/**
 * Opens a Region on the best machines there are, or on those that are wanted.
 * @throws MachineError EngineUnavailable; what `openRegion` throws
 */
export async function openHost(options: HostOptions): Promise<Host> {
  const { dataDir, time, log } = options;
  const clock = time === 'real' ? realClock() : simulatedClock(Date.now());
  const { driver, reason } = await chooseDriver(
    options.machines,
    driverOptions(dataDir, options.cacheDir, clock.sleep),
  );
  log(`Machines: ${reason}`);
  try {
    const region = await openRegion({ ...options, machines: driver, clock });
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

/** What every kind of machine says of itself on this computer. */
export async function probeMachines(dataDir: string, cacheDir: string) {
  const clock = realClock();
  return Promise.all(
    machineKinds.map(async (kind) => {
      const driver = createDriver(kind, driverOptions(dataDir, cacheDir, clock.sleep));
      const availability = await driver.probe();
      await driver.close();
      return { kind, ...availability };
    }),
  );
}

/** Removes every machine of the Region of this data directory, of whatever kind. @returns how many there were */
export async function destroyMachines(dataDir: string, cacheDir: string): Promise<number> {
  const clock = realClock();
  let count = 0;
  for (const kind of machineKinds) {
    const driver = createDriver(kind, driverOptions(dataDir, cacheDir, clock.sleep));
    try {
      if (!(await driver.probe()).available) continue;
      for (const id of await driver.list()) {
        await driver.destroy(id);
        count += 1;
      }
    } finally {
      await driver.close();
    }
  }
  return count;
}

/** Regions share an engine: the data directory tells their machines apart. */
function driverOptions(dataDir: string, cacheDir: string, sleep: DriverOptions['sleep']): DriverOptions {
  const namespace = createHash('sha256').update(dataDir).digest('hex').slice(0, 8);
  return { dataDir, cacheDir, namespace, sleep };
}
