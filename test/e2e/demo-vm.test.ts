/** What `npm start` carries out, as a process, on virtual machines: emulated ones where the processor may not be had. */
import { describe, test } from 'node:test';
import { patches } from './demonstration.ts';
import { dataDirectory } from './region-process.ts';

describe('the demonstration on vm machines', () => {
  test('patches the machine', async (t) => {
    const dataDir = await dataDirectory(t, 'vm');
    await patches(t, 'vm', dataDir);
  });
});
