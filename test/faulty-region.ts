/** A Region with simulated machines, whose driver can be made to fail. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { MachineDriver } from '../src/region/machines/driver.ts';
import { diskFiles } from '../src/region/machines/simulated/disk-log.ts';
import { simulatedDriver } from '../src/region/machines/simulated/driver.ts';
import { openTestRegion, type TestRegion, type TestRegionOptions } from './region.ts';

export interface FaultyRegion extends TestRegion {
  /** The machines behind the instances, to be looked at, and changed behind EC2's back. */
  readonly machines: MachineDriver;
}

export interface Faulty extends Pick<TestRegionOptions, 'services' | 'time'> {
  /** Replaces operations of the machine driver; may be changed while the Region runs. */
  faults?: Partial<MachineDriver> | undefined;
  /** Of an earlier Region that goes on in this one. */
  dataDir?: string | undefined;
}

/** Milliseconds. */
const day = 24 * 3_600_000;

/** Machines on which nothing takes any time, but what would take a day goes on until somebody ends it. */
export function machinesIn(dataDir: string): MachineDriver {
  return simulatedDriver({
    disks: diskFiles(join(dataDir, 'machines')),
    async sleep(milliseconds, signal) {
      signal.throwIfAborted();
      if (milliseconds < day) return;
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
    },
  });
}

/** It is closed when the test is over, and its data are gone then. */
export async function openFaultyRegion(
  test: TestContext,
  { faults = {}, dataDir, ...options }: Faulty,
): Promise<FaultyRegion> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'wakepatch-faulty-')));
  const machines = machinesIn(folder);
  const faulty = new Proxy(machines, {
    get: (driver, name) => Reflect.get(name in faults ? faults : driver, name),
  });
  const region = await openTestRegion({ ...options, machines: faulty, dataDir: folder });
  let closed = false;
  const close = async () => {
    if (!closed) await region.close();
    closed = true;
  };
  test.after(async () => {
    await close();
    await rm(folder, { recursive: true, force: true });
  });
  return { ...region, close, machines };
}

/**
 * Asks until there is an answer, and it is as wanted: simulated time goes on meanwhile. After 3000 answers that are not it
 * fails with the last one.
 */
export async function eventually<T>(ask: () => Promise<T | undefined>, wanted: (answer: T) => boolean): Promise<T> {
  let answer: T | undefined;
  for (let asked = 0; asked < 3000; asked++) {
    answer = await ask();
    if (answer !== undefined && wanted(answer)) return answer;
    await setImmediate();
  }
  throw new assert.AssertionError({ message: `still ${JSON.stringify(answer)}` });
}
