import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { diskFiles } from '../../src/region/machines/simulated/disk-log.ts';
import { simulatedDriver } from '../../src/region/machines/simulated/driver.ts';
import { machineContract } from './contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'wakepatch-simulated-'));
// A tenth of the time is still long enough for the contract's commands to be in each other's way.
const sleep = (milliseconds: number, signal: AbortSignal) => delay(milliseconds / 10, undefined, { signal });

after(() => rmSync(folder, { recursive: true }));

machineContract('simulated', {
  open: () => simulatedDriver({ disks: diskFiles(folder), sleep }),
  bootTimeoutSeconds: 5,
  processes: false,
});
