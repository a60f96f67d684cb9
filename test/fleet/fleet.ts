/** A fleet of simulated machines in simulated time, with the fleet stack deployed as `wakepatch deploy --fleet` does. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheDir } from '../../src/aws/data-dir.ts';
import type { Line, Totals } from '../../src/maintenance/rules/totals.ts';
import { simulatedClock } from '../../src/region/clock/simulated.ts';
import { archive, newest } from '../../src/region/machines/simulated/archive.ts';
import type { Behaviour } from '../../src/region/machines/simulated/behaviour.ts';
import { upgradable } from '../../src/region/machines/simulated/disk.ts';
import { diskFiles } from '../../src/region/machines/simulated/disk-log.ts';
import { type SimulatedDriver, simulatedDriver } from '../../src/region/machines/simulated/driver.ts';
import { openRegion, type Region } from '../../src/region/region.ts';
import type { Service } from '../../src/region/service.ts';
import { makeProfile } from '../e2e/instances.ts';
import { until } from '../e2e/until.ts';
import { type Clients, clientsOf, testAccount, testStart } from '../region.ts';

const template = readFileSync(new URL('../../templates/wakepatch-fleet.yaml', import.meta.url), 'utf8');
const bucket = 'fleet-templates';
const stackName = 'fleet';

export interface FleetOutputs {
  readonly WindowId: string;
  readonly PatchFleetArn: string;
  readonly PatchInstanceArn: string;
  readonly FleetPlannerFunction: string;
  readonly LeaseSweeperFunction: string;
  readonly EvidenceBucketName: string;
  readonly AlarmTopicArn: string;
}

export interface Fleet {
  readonly region: Region;
  readonly clients: Clients;
  readonly machines: SimulatedDriver;
  readonly outputs: FleetOutputs;
  /**
   * Launches instances that are found stopped, one for each behaviour, in the order of the behaviours.
   * @param volumeKey ARN of the key by which their volumes are encrypted; default: they are not
   */
  launch(behaviours: readonly Behaviour[], volumeKey?: string): Promise<string[]>;
  /** Starts instances and waits until they are managed. */
  start(ids: readonly string[]): Promise<void>;
  terminate(ids: readonly string[]): Promise<void>;
  tag(ids: readonly string[], key: string, value: string): Promise<void>;
  /** The report of a run of PatchFleet. */
  report(executionArn: string): Promise<Report>;
  /** how many security updates a machine lacks, in truth */
  pending(id: string): number;
  /** milliseconds since epoch, of simulated time */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** Does what goes by the time it is, which stands still meanwhile: left to itself it may jump by a day between two requests. */
  still<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The part of a run's report that is looked at here. */
export interface Report {
  readonly totals: Totals;
  readonly instances: readonly Line[];
}

export interface FleetOptions {
  /** default: as they are */
  readonly services?: readonly Service[];
  readonly parameters?: Readonly<Record<string, string>>;
}

export async function openFleet({ services, parameters = {} }: FleetOptions = {}): Promise<Fleet> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wakepatch-fleet-'));
  const clock = simulatedClock(testStart);
  const disks = diskFiles(join(dataDir, 'machines'));
  const machines = simulatedDriver({
    disks,
    sleep: clock.sleep,
    now: clock.now,
  });
  const region = await openRegion({
    dataDir,
    cacheDir: cacheDir(),
    port: 0,
    account: testAccount,
    region: 'us-east-1',
    machines,
    clock,
    services,
    log: () => {},
  });
  const clients = clientsOf(region.endpoint, region.credentials);
  await makeProfile(clients);
  const outputs = await deployFleet(clients, parameters);
  // A connection that is idle during a long run may be closed at the moment at which it is used again.
  // Not before their first calls: until then the SDK's handler of requests does not know what it needs for that.
  for (const { config } of Object.values(clients)) {
    const handler = config.requestHandler as { updateHttpClientConfig?(key: 'httpAgent', agent: Agent): void };
    handler.updateHttpClientConfig!('httpAgent', new Agent({ keepAlive: false }));
  }
  return {
    region,
    clients,
    machines,
    outputs,
    async launch(behaviours, volumeKey) {
      const ids = await launchStopped(clients, behaviours.length, volumeKey);
      for (const [index, id] of ids.entries()) machines.simulate(id, behaviours[index]!);
      return ids;
    },
    async start(ids) {
      if (!ids.length) return;
      await clients.ec2.startInstances({ InstanceIds: [...ids] });
      await allAre(clients, ids, 'running');
      await clock.sleep(60_000);
    },
    async terminate(ids) {
      // Those that somebody terminated long ago are forgotten by now.
      const there = await existing(clients, ids);
      for (const some of thousands(there)) await clients.ec2.terminateInstances({ InstanceIds: some });
      await allAre(clients, there, 'terminated');
    },
    async tag(ids, Key, Value) {
      for (const some of thousands(ids)) await clients.ec2.createTags({ Resources: some, Tags: [{ Key, Value }] });
    },
    async report(executionArn) {
      const { startDate, name } = await clients.states.describeExecution({ executionArn });
      const { Body } = await clients.s3.getObject({
        Bucket: outputs.EvidenceBucketName,
        Key: `runs/${startDate!.toISOString().slice(0, 10)}/${name}/report.json`,
      });
      return JSON.parse(await Body!.transformToString());
    },
    pending(id) {
      const disk = disks.read(id);
      const newer = disk ? upgradable({ ...disk, listsFetched: true }) : [];
      return newer.filter(({ name }) => newest(archive.get(name)!).suite === 'security').length;
    },
    now: clock.now,
    sleep: (milliseconds) => clock.sleep(milliseconds),
    still: (work) => clock.busy(work),
    async close() {
      for (const client of Object.values(clients)) client.destroy();
      await region.close();
      await machines.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Resources that one request of EC2 may name. */
const MOST = 1000;

function thousands(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / MOST) }, (_, index) =>
    ids.slice(index * MOST, (index + 1) * MOST),
  );
}

async function launchStopped(clients: Clients, count: number, volumeKey?: string): Promise<string[]> {
  const ids: string[] = [];
  for (let left = count; left > 0; left -= MOST)
    ids.push(...(await launchTagged(clients, Math.min(MOST, left), volumeKey)));
  for (const some of thousands(ids)) await clients.ec2.stopInstances({ InstanceIds: some });
  await allAre(clients, ids, 'stopped');
  return ids;
}

/** Instances with the tag by which the stack selects, in the order of their ids. They are running. */
export async function launchTagged(clients: Clients, count: number, KmsKeyId?: string): Promise<string[]> {
  const { ec2, ssm } = clients;
  const { Parameter } = await ssm.getParameter({ Name: '/aws/service/debian/release/12/latest/amd64' });
  const { Instances = [] } = await ec2.runInstances({
    ImageId: Parameter!.Value!,
    InstanceType: 't3.micro',
    IamInstanceProfile: { Name: 'Managed' },
    MinCount: count,
    MaxCount: count,
    BlockDeviceMappings: KmsKeyId ? [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, KmsKeyId } }] : [],
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Patch', Value: 'asleep' }] }],
  });
  const ids = Instances.map(({ InstanceId }) => InstanceId!);
  await allAre(clients, ids, 'running');
  return ids;
}

const STATES = ['pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated'];

export async function allAre(clients: Clients, ids: readonly string[], state: string): Promise<void> {
  const others = STATES.filter((each) => each !== state);
  await until(
    `all are ${state}`,
    () => isAnyOf(clients, ids, others),
    (isLeft) => !isLeft,
  );
}

async function isAnyOf(clients: Clients, ids: readonly string[], states: readonly string[]): Promise<boolean> {
  const asked = new Set(ids);
  for await (const id of instancesIn(clients, states, 100)) if (asked.has(id)) return true;
  return false;
}

/** Those of the instances that EC2 knows. */
async function existing(clients: Clients, ids: readonly string[]): Promise<string[]> {
  const asked = new Set(ids);
  const found: string[] = [];
  for await (const id of instancesIn(clients, STATES, MOST)) if (asked.has(id)) found.push(id);
  return found;
}

async function* instancesIn({ ec2 }: Clients, states: readonly string[], MaxResults: number): AsyncGenerator<string> {
  let NextToken: string | undefined;
  do {
    const Filters = [{ Name: 'instance-state-name', Values: [...states] }];
    const page = await ec2.describeInstances({ Filters, MaxResults, NextToken });
    for (const { Instances = [] } of page.Reservations ?? []) for (const { InstanceId } of Instances) yield InstanceId!;
    NextToken = page.NextToken;
  } while (NextToken);
}

export async function deployFleet(
  { cloudformation, s3 }: Clients,
  parameters: Readonly<Record<string, string>>,
): Promise<FleetOutputs> {
  await s3.createBucket({ Bucket: bucket });
  await s3.putObject({ Bucket: bucket, Key: 'wakepatch-fleet.yaml', Body: template });
  const all = { TargetTagKey: 'Patch', TargetTagValue: 'asleep', Schedule: 'at(2099-01-01T00:00:00)', ...parameters };
  await cloudformation.createStack({
    StackName: stackName,
    TemplateURL: `https://${bucket}.s3.us-east-1.amazonaws.com/wakepatch-fleet.yaml`,
    Capabilities: ['CAPABILITY_IAM'],
    Parameters: Object.entries(all).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
  });
  const stack = await until(
    'the stack is made',
    async () => (await cloudformation.describeStacks({ StackName: stackName })).Stacks![0]!,
    ({ StackStatus }) => !StackStatus!.endsWith('_IN_PROGRESS'),
  );
  if (stack.StackStatus !== 'CREATE_COMPLETE') {
    const { StackEvents = [] } = await cloudformation.describeStackEvents({ StackName: stackName });
    const failures = StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('FAILED'));
    throw new Error(`${stack.StackStatus}: ${failures.map((each) => each.ResourceStatusReason).join('; ')}`);
  }
  return Object.fromEntries(stack.Outputs!.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])) as never;
}
