import { randomBytes } from 'node:crypto';
import { containerDriver } from '../../src/region/machines/container/driver.ts';
import { defaultCacheDir } from '../../src/region/machines/drivers.ts';
import { machineContract } from './contract.ts';

const namespace = `test-${randomBytes(3).toString('hex')}`;

machineContract('container', {
  open: () => containerDriver({ cacheDir: defaultCacheDir(), namespace }),
  bootTimeoutSeconds: 10,
});
