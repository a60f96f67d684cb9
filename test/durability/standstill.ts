/** A Region whose simulated time stands still whenever the test has something to do or to see. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { cacheDir } from '../../src/aws/data-dir.ts';
import { simulatedClock } from '../../src/region/clock/simulated.ts';
import { createDriver } from '../../src/region/machines/drivers.ts';
import { openRegion, type RegionOptions } from '../../src/region/region.ts';
import { type Clients, clientsOf, testAccount, testStart } from '../region.ts';

export interface Standstill {
  readonly clients: Clients;
  readonly dataDir: string;
  /** milliseconds since epoch */
  now(): number;
  /** Lets that much simulated time pass. @param milliseconds */
  pass(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

export async function openStandstill(
  test: Pick<TestContext, 'after'>,
  options: Partial<Pick<RegionOptions, 'seed' | 'services' | 'dataDir'>> & { start?: number } = {},
): Promise<Standstill> {
  const { start = testStart, ...more } = options;
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'wakepatch-durability-')));
  const clock = simulatedClock(start);
  const machines = createDriver('simulated', { dataDir, cacheDir: dataDir, namespace: 'test', sleep: clock.sleep });
  let go = hold();
  const region = await openRegion({
    port: 0,
    account: testAccount,
    region: 'us-east-1',
    machines,
    clock,
    log() {},
    ...more,
    dataDir,
    cacheDir: cacheDir(),
  });
  const clients = clientsOf(region.endpoint, region.credentials);
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= (async () => {
      for (const client of Object.values(clients)) client.destroy();
      go();
      await region.close();
      await machines.close();
    })();
    return closed;
  };
  test.after(async () => {
    await close();
    if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
  });
  return {
    clients,
    dataDir,
    now: clock.now,
    pass: (milliseconds) =>
      new Promise((resolve) => {
        clock.at(clock.now() + milliseconds, () => {
          go = hold();
          resolve();
        });
        go();
      }),
    close,
  };

  /** Time stands still until the returned function is called. */
  function hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    void clock.busy(() => promise);
    return resolve;
  }
}
