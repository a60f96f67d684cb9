/** The stack deployed into a Region with simulated machines and simulated time, where things can be made to go wrong. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheDir } from '../../src/aws/data-dir.ts';
import type { Clock } from '../../src/region/clock/clock.ts';
import { simulatedClock } from '../../src/region/clock/simulated.ts';
import type { MachineDriver } from '../../src/region/machines/driver.ts';
import { diskFiles } from '../../src/region/machines/simulated/disk-log.ts';
import { type SimulatedDriver, simulatedDriver } from '../../src/region/machines/simulated/driver.ts';
import { openRegion } from '../../src/region/region.ts';
import { type Clients, clientsOf, testAccount, testStart } from '../region.ts';
import { beginDeployment, deployed, type Outputs } from './deploy.ts';
import { reaches } from './instances.ts';
import { until } from './until.ts';

export interface Simulation {
  readonly clients: Clients;
  /** Operations of the machine driver that are replaced while they stand here: what goes wrong with the engine, not with a machine. */
  readonly faults: Partial<MachineDriver>;
  /** The machines as they are, without faults; what is wrong with one of them is its behaviour, given by `simulate`. */
  readonly machines: SimulatedDriver;
  /** Sleeps in simulated time. @param milliseconds */
  sleep(milliseconds: number): Promise<void>;
  /** What the Region told its operator. */
  readonly lines: readonly string[];
  close(): Promise<void>;
}

export async function openSimulation(): Promise<Simulation> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wakepatch-e2e-'));
  const clock = untilTomorrow(simulatedClock(testStart));
  const machines = simulatedDriver({ disks: diskFiles(join(dataDir, 'machines')), sleep: clock.sleep, now: clock.now });
  const faults: Partial<MachineDriver> = {};
  const faulty = new Proxy(machines, {
    get: (driver, name) => Reflect.get(name in faults ? faults : driver, name),
  });
  const lines: string[] = [];
  const region = await openRegion({
    dataDir,
    cacheDir: cacheDir(),
    port: 0,
    account: testAccount,
    region: 'us-east-1',
    machines: faulty,
    clock,
    log: (line) => void lines.push(line),
  });
  const clients = clientsOf(region.endpoint, region.credentials);
  return {
    clients,
    faults,
    machines,
    lines,
    sleep: (milliseconds) => clock.sleep(milliseconds),
    async close() {
      for (const client of Object.values(clients)) client.destroy();
      await region.close();
      await machines.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** milliseconds */
const day = 24 * 60 * 60 * 1000;

/**
 * Simulated time that stands still when nothing happens within a day. Otherwise an idle Region would be months on before
 * it is asked anything, and would have pruned what it is asked for.
 */
function untilTomorrow(clock: Clock): Clock {
  return { ...clock, at: (time, callback) => (time - clock.now() > day ? () => {} : clock.at(time, callback)) };
}

/**
 * Deploys the stack, and lets what it does by itself come to its end: the demo instance is launched, is managed and, by the
 * opening of the window that follows its creation, patched or not. Its window is disabled then.
 */
export async function deploy({ clients }: Simulation, parameters: Record<string, string> = {}): Promise<Outputs> {
  await beginDeployment(clients, { Schedule: 'rate(7 days)', ...parameters });
  const outputs = await deployed(clients);
  await clients.ssm.updateMaintenanceWindow({ WindowId: outputs.WindowId, Enabled: false });
  await until(
    'nothing runs',
    async () => (await clients.states.listExecutions({ stateMachineArn: outputs.StateMachineArn })).executions!,
    (executions) => executions.every(({ status }) => status !== 'RUNNING'),
  );
  return outputs;
}

/** Brings an instance to the state in which a maintenance is to find it, with all its updates pending. */
export async function find({ clients, machines }: Simulation, id: string, state: 'running' | 'stopped'): Promise<void> {
  await clients.ec2.stopInstances({ InstanceIds: [id] });
  await reaches(clients, id, 'stopped');
  // A new disk, with nothing in between for EC2 to see the machine without one.
  const { image } = await machines.prepareImage(() => {});
  await machines.destroy(id);
  await machines.create(id, { image, hostname: id });
  if (state === 'stopped') return;
  await clients.ec2.startInstances({ InstanceIds: [id] });
  await reaches(clients, id, 'running');
}

/** How many patches the instance lacks, by what Patch Manager last saw. */
export async function missingPatches({ clients }: Simulation, id: string): Promise<number | undefined> {
  const { InstancePatchStates } = await clients.ssm.describeInstancePatchStates({ InstanceIds: [id] });
  return InstancePatchStates![0]?.MissingCount;
}
