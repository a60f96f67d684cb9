/** What `npm start` carries out, as a process, on container machines. */
import { describe, test } from 'node:test';
import { findsNothingPending, isInterrupted, patches } from './demonstration.ts';
import { containerEvidence } from './machine-evidence.ts';
import { dataDirectory } from './region-process.ts';

describe('the demonstration on container machines', () => {
  test('patches the machine, and another time finds nothing pending', async (t) => {
    const dataDir = await dataDirectory(t, 'container');
    await patches(t, 'container', dataDir, containerEvidence);
    await findsNothingPending(t, 'container', dataDir);
  });

  test('interrupted, it leaves nothing running', async (t) => {
    const dataDir = await dataDirectory(t, 'container');
    await isInterrupted(t, 'container', dataDir, containerEvidence);
  });
});
