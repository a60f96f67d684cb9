/**
 * How long a maintenance takes, from the window's opening to the stopped machine, beside the bare sequence on the same engine:
 * start, apt-get update, apt-get upgrade, stop. Both on new machines of one image, in turns, in one run, because a ratio
 * says more than seconds on a noisy machine.
 *
 *   npm run bench -- --machines container --rounds 5
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Clients, clientsFor } from '../src/aws/clients.ts';
import { cacheDir } from '../src/aws/data-dir.ts';
import { ownTemplate } from '../src/cli/own-template.ts';
import { describeInstance, stopInstances, waitForState, waitUntilManaged } from '../src/operator/instances.ts';
import { execute, patternOf, plan, remove } from '../src/operator/stack.ts';
import { openWindow } from '../src/operator/windows.ts';
import { realClock } from '../src/region/clock/real.ts';
import { type MachineDriver, machineKinds } from '../src/region/machines/driver.ts';
import { chooseDriver } from '../src/region/machines/drivers.ts';
import { openRegion } from '../src/region/region.ts';

const { values } = parseArgs({
  options: { machines: { type: 'string', default: 'container' }, rounds: { type: 'string', default: '3' } },
});
const kind = machineKinds.find((each) => each === values.machines);
if (!kind) throw new Error(`--machines ${values.machines} is not known. Choose one of ${machineKinds.join(', ')}.`);

const dataDir = await mkdtemp(join(tmpdir(), 'wakepatch-bench-'));
const clock = realClock();
const namespace = `bench-${process.pid}`;
const { driver, reason } = await chooseDriver(kind, { dataDir, cacheDir: cacheDir(), namespace, sleep: clock.sleep });
const region = await openRegion({
  dataDir,
  cacheDir: cacheDir(),
  port: 0,
  account: '123456789012',
  region: 'us-east-1',
  machines: driver,
  clock,
  log: () => {},
});
const clients = clientsFor({
  endpoint: region.endpoint,
  region: 'us-east-1',
  credentials: async () => region.credentials,
  description: 'the Region of this benchmark',
});

try {
  const { image } = await driver.prepareImage(console.error);
  const rounds = [];
  for (let round = 1; round <= Number(values.rounds); round++) {
    const bare = await timeBareSequence(driver, image, `bare-${round}`);
    const window = await timeWindow(clients, `bench-${round}`);
    rounds.push({ bare, window });
    console.error(
      `round ${round}: bare ${seconds(bare)}, window ${seconds(window)}, ratio ${(window / bare).toFixed(2)}`,
    );
  }
  const ratio = median(rounds.map(({ bare, window }) => window / bare));
  console.log(
    JSON.stringify({
      benchmark: 'window to stopped machine',
      machines: reason,
      rounds: rounds.length,
      bareSeconds: median(rounds.map(({ bare }) => bare)) / 1000,
      windowSeconds: median(rounds.map(({ window }) => window)) / 1000,
      ratio: Number(ratio.toFixed(3)),
    }),
  );
} finally {
  await region.close();
  for (const id of await driver.list()) await driver.destroy(id);
  await driver.close();
  await rm(dataDir, { recursive: true });
}

/** What a person would type, with nothing between the commands. @returns milliseconds */
async function timeBareSequence(machines: MachineDriver, image: string, id: string): Promise<number> {
  await machines.create(id, { image, hostname: id });
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (key: string, ...argv: string[]) =>
    machines.exec(id, { key, argv: ['apt-get', ...argv], timeoutSeconds: 1800, environment });
  const began = performance.now();
  await machines.start(id);
  while (!(await machines.ready(id))) await wait(20);
  await apt('update', 'update');
  const upgraded = await apt('upgrade', '-y', 'upgrade');
  await machines.stop(id);
  const took = performance.now() - began;
  if (upgraded.exitCode !== 0) throw new Error(`The bare upgrade failed: ${upgraded.stderr}`);
  await machines.destroy(id);
  return took;
}

/** The same work, by the deployed template: from the window execution's start to the state `stopped`. @returns milliseconds */
async function timeWindow(aws: Clients, stackName: string): Promise<number> {
  const template = { TemplateBody: await readFile(ownTemplate, 'utf8') };
  const parameters = { CreateDemoInstance: 'true', PollIntervalSeconds: '1' };
  const planned = await plan(aws, { stackName, template, parameters });
  await execute(aws, stackName, planned?.id ?? '', () => {});
  const { WindowId, DemoInstanceId: id = '' } = await patternOf(aws, stackName);
  await waitForState(aws, id, ['running']);
  await waitUntilManaged(aws, id);
  await stopInstances(aws, [id]);
  const { StartTime } = await openWindow(aws, WindowId);
  while ((await describeInstance(aws, id)).State?.Name === 'stopped') await wait(20);
  while ((await describeInstance(aws, id)).State?.Name !== 'stopped') await wait(20);
  const took = Date.now() - (StartTime?.getTime() ?? 0);
  const { InstancePatchStates: [state] = [] } = await aws.ssm.describeInstancePatchStates({ InstanceIds: [id] });
  if (state?.MissingCount !== 0 || state.FailedCount !== 0)
    throw new Error(`The window did not patch: ${JSON.stringify(state)}`);
  await remove(aws, stackName, () => {});
  return took;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
