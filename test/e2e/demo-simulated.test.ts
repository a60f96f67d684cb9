/** What `npm start` carries out, as a process, on simulated machines. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertNothingRuns, demo, findsNothingPending, isInterrupted, patches, resultOf } from './demonstration.ts';
import { simulatedEvidence } from './machine-evidence.ts';
import { run, wakepatch } from './process.ts';
import { dataDirectory } from './region-process.ts';

describe('the demonstration on simulated machines', () => {
  test('patches the machine, and another time finds nothing pending', async (t) => {
    const dataDir = await dataDirectory(t);
    await patches(t, 'simulated', dataDir, (id) => simulatedEvidence(id, dataDir));
    await findsNothingPending(t, 'simulated', dataDir);
  });

  test('interrupted while the stack is made, it leaves nothing running, and another time makes it anew', async (t) => {
    const dataDir = await dataDirectory(t);
    const process = wakepatch(t, demo(dataDir, 'simulated'));
    await process.said(/The CloudFormation stack/);
    process.child.kill('SIGINT');
    assert.equal(await process.ended, 130);
    await assertNothingRuns(dataDir);
    const { code, stdout, stderr } = await run(t, demo(dataDir, 'simulated'));
    assert.equal(code, 0, `${stdout}\n${stderr}`);
    assert.equal(resultOf(stdout).state, 'stopped');
  });

  test('interrupted, it leaves nothing running, and goes on when it is run again', async (t) => {
    const dataDir = await dataDirectory(t);
    await isInterrupted(t, 'simulated', dataDir, (id) => simulatedEvidence(id, dataDir));
    const { code, stdout, stderr } = await run(t, demo(dataDir, 'simulated'));
    assert.equal(code, 0, `${stdout}\n${stderr}`);
    assert.equal(resultOf(stdout).state, 'stopped');
    await assertNothingRuns(dataDir);
  });
});
