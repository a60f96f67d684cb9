import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskFiles } from '../../src/region/machines/simulated/disk-log.ts';
import { simulatedDriver } from '../../src/region/machines/simulated/driver.ts';
import { openTestRegion, type TestRegion } from '../region.ts';

/** All services, in real time, with simulated machines that boot, install and stop at once. */
export async function openQuickRegion(): Promise<TestRegion> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wakepatch-contract-'));
  const machines = simulatedDriver({ disks: diskFiles(join(dataDir, 'machines')), sleep: async () => {} });
  const region = await openTestRegion({ dataDir, machines, time: 'real' });
  return {
    ...region,
    async close() {
      await region.close();
      await rm(dataDir, { recursive: true });
    },
  };
}
