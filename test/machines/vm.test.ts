import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { cacheDir } from '../../src/aws/data-dir.ts';
import { vmDriver } from '../../src/region/machines/vm/driver.ts';
import { machineContract } from './contract.ts';

const machinesDir = mkdtempSync(join(tmpdir(), 'wakepatch-vm-'));

after(() => rmSync(machinesDir, { recursive: true }));

machineContract('virtual', {
  open: () => vmDriver({ machinesDir, cacheDir: cacheDir() }),
  bootTimeoutSeconds: 120,
  processes: true,
});
