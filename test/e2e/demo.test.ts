/** What `npm start` carries out, as a process, on each kind of machine. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { containerEvidence, type Evidence, processesOf, simulatedEvidence } from './machine-evidence.ts';
import { run, wakepatch } from './process.ts';
import { dataDirectory, type Kind } from './region-process.ts';

const demo = (dataDir: string, machines: Kind) => ['demo', '--data', dataDir, '--machines', machines, '--port', '0'];

/** The result as it is shown: all of it, or an assertion fails. */
function resultOf(stdout: string) {
  const part = (name: string, pattern: RegExp) =>
    pattern.exec(stdout)?.[1] ?? assert.fail(`The result has no ${name}:\n${stdout}`);
  return {
    outcome: part('outcome', /^(Patched|AlreadyCompliant) {2}i-/m),
    instanceId: part('instance', /^\w+ {2}(i-[0-9a-f]{17}) ssm-stepfunction-demo$/m),
    command: part('command id', /^ {2}command +([0-9a-f-]{36}), Success$/m),
    baseline: part('baseline', /^ {2}baseline +(\S*pb-[0-9a-f]{17})$/m),
    snapshot: part('snapshot id', /^ {2}snapshot id +([0-9a-f-]{36})$/m),
    state: part('state', /^ {2}now +(\w+), 0 security updates pending/m),
    awake: part('time awake', /awake ([\d.]+) s$/m),
    /** name, version before, version after */
    packages: [...stdout.matchAll(/^ {2}(\S+:\w+) +(\S+) -> (\S+)$/gm)].map(([, ...each]) => each),
  };
}

async function assertNothingRuns(dataDir: string): Promise<void> {
  assert.deepEqual(await processesOf(dataDir), []);
}

/** Carries out the demonstration and compares what it says with what the machine itself has. */
async function patches(
  test: TestContext,
  machines: Kind,
  dataDir: string,
  evidenceOf?: (id: string) => Promise<Evidence>,
) {
  const { code, stdout, stderr } = await run(test, demo(dataDir, machines));
  assert.equal(code, 0, `${stdout}\n${stderr}`);
  const result = resultOf(stdout);
  assert.equal(result.outcome, 'Patched');
  assert.equal(result.state, 'stopped');
  assert.ok(result.packages.length >= 3, 'packages with their old and new versions');
  for (const [name, from, to] of result.packages) assert.notEqual(from, to, name);
  assert.match(stdout, /^Look further:$/m);
  await assertNothingRuns(dataDir);
  if (!evidenceOf) return;
  const evidence = await evidenceOf(result.instanceId);
  assert.deepEqual(await evidence.installations(), [result.command], 'the machine knows of this one installation');
  assert.equal(await evidence.isRunning(), false);
  await evidence.close();
}

/** Carries it out once more on what stands. */
async function findsNothingPending(test: TestContext, machines: Kind, dataDir: string): Promise<void> {
  const { code, stdout, stderr } = await run(test, demo(dataDir, machines));
  assert.equal(code, 0, `${stdout}\n${stderr}`);
  assert.equal(resultOf(stdout).outcome, 'AlreadyCompliant');
  assert.match(stdout, /The stack wakepatch-demo stands as the template says/);
  assert.match(stdout, /No package changed: nothing was pending\./);
  await assertNothingRuns(dataDir);
}

/** Presses Ctrl-C while packages are being installed. */
async function isInterrupted(
  test: TestContext,
  machines: Kind,
  dataDir: string,
  evidenceOf: (id: string) => Promise<Evidence>,
): Promise<void> {
  const process = wakepatch(test, demo(dataDir, machines));
  const [id = ''] = /i-[0-9a-f]{17}/.exec(await process.said(/i-[0-9a-f]{17}/)) ?? [];
  await process.said(/Patch Instance sent the command/);
  process.child.kill('SIGINT');
  assert.equal(await process.ended, 1);
  assert.match(
    process.stderr.join('\n'),
    /^Error: Interrupted\. The machine was stopped; run it again and it goes on\.$/m,
  );
  await assertNothingRuns(dataDir);
  const evidence = await evidenceOf(id);
  assert.equal(await evidence.isRunning(), false);
  await evidence.close();
}

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
    assert.equal(await process.ended, 1);
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

describe('the demonstration on vm machines', () => {
  test('patches the machine', async (t) => {
    const dataDir = await dataDirectory(t, 'vm');
    await patches(t, 'vm', dataDir);
  });
});
