/** What `npm start` carries out, as a process: what it has to show, and what it must leave behind. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type Evidence, processesOf } from './machine-evidence.ts';
import { run, wakepatch } from './process.ts';
import type { Kind } from './region-process.ts';

export const demo = (dataDir: string, machines: Kind) => [
  'demo',
  '--data',
  dataDir,
  '--machines',
  machines,
  '--port',
  '0',
];

/** The result as it is shown: all of it, or an assertion fails. */
export function resultOf(stdout: string) {
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

/** Neither the Region nor a machine nor a function of it. */
export async function assertNothingRuns(dataDir: string): Promise<void> {
  assert.deepEqual(await processesOf(dataDir), []);
}

/** Carries out the demonstration and compares what it says with what the machine itself has. */
export async function patches(
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
export async function findsNothingPending(test: TestContext, machines: Kind, dataDir: string): Promise<void> {
  const { code, stdout, stderr } = await run(test, demo(dataDir, machines));
  assert.equal(code, 0, `${stdout}\n${stderr}`);
  assert.equal(resultOf(stdout).outcome, 'AlreadyCompliant');
  assert.match(stdout, /The stack wakepatch-demo stands as the template says/);
  assert.match(stdout, /No package changed: nothing was pending\./);
  await assertNothingRuns(dataDir);
}

/** Presses Ctrl-C while packages are being installed. */
export async function isInterrupted(
  test: TestContext,
  machines: Kind,
  dataDir: string,
  evidenceOf: (id: string) => Promise<Evidence>,
): Promise<void> {
  const process = wakepatch(test, demo(dataDir, machines));
  const [id = ''] = /i-[0-9a-f]{17}/.exec(await process.said(/i-[0-9a-f]{17}/)) ?? [];
  await process.said(/Patch Instance sent the command/);
  process.child.kill('SIGINT');
  assert.equal(await process.ended, 130);
  assert.match(
    process.stderr.join('\n'),
    /^Error: Interrupted\. The machine was stopped; run it again and it goes on\.$/m,
  );
  await assertNothingRuns(dataDir);
  const evidence = await evidenceOf(id);
  assert.equal(await evidence.isRunning(), false);
  await evidence.close();
}
