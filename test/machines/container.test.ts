import { randomBytes } from 'node:crypto';
import { cacheDir } from '../../src/aws/data-dir.ts';
import { containerDriver } from '../../src/region/machines/container/driver.ts';
import { machineContract } from './contract.ts';

const namespace = `test-${randomBytes(3).toString('hex')}`;

machineContract('container', {
  open: () => containerDriver({ cacheDir: cacheDir(), namespace }),
  bootTimeoutSeconds: 10,
  processes: true,
});
