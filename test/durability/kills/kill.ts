/** Kills a Region, as a power cut does, at moments that nobody chose, and looks whether anything was lost or repeated. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { wakepatch } from '../../e2e/process.ts';
import { dataDirectory, startRegion } from '../../e2e/region-process.ts';
import { openStandstill } from '../standstill.ts';
import { openCounter } from './counter.ts';
import { checkCounted, checkMaintenances } from './evidence.ts';
import { beginWork, endWork, enoughWork } from './work.ts';

/** Milliseconds that a life lasts at most, from its beginning (some die while they start) or from its first answer. */
const longestStart = 900;
const longestLife = 3000;

export async function killAndCount(t: TestContext, kills: number, seed: number): Promise<void> {
  const dataDir = await dataDirectory(t);
  const counter = await openCounter(t);
  const region = { dataDir, args: ['--time', 'simulated'] };
  const first = await startRegion(t, region);
  const work = await beginWork(first.clients, counter);
  await first.kill();

  const random = randomNumbers(seed);
  const options = ['--port', '0', '--data', dataDir, '--machines', 'simulated'];
  // The first one was killed above, the last one will be below.
  for (let kill = 3; kill <= kills; kill++) {
    const after: (() => void)[] = [];
    const life = wakepatch({ after: (end) => void after.push(end as () => void) }, ['up', '--foreground', ...options]);
    if (random() < 0.2) await pause(random() * longestStart);
    else {
      await life.said(/^http:/);
      await pause(random() * longestLife);
    }
    assert.equal(life.child.exitCode, null, `it ended by itself:\n${life.stderr.join('\n')}`);
    life.child.kill('SIGKILL');
    await life.ended;
  }

  const last = await startRegion(t, region);
  await enoughWork(last.clients, work);
  await last.kill();
  // Simulated time would run on while it is looked at.
  const standstill = await openStandstill(t, { dataDir, start: 0 });
  await endWork(standstill, work);
  await checkCounted(standstill.clients, work, counter.told);
  await checkMaintenances(standstill.clients, work, dataDir);
  t.diagnostic(`${kills} kills; functions told the counter ${counter.told.length} times`);
}

/** Numbers from 0 to 1, the same for the same seed: mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
