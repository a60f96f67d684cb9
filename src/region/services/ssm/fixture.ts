/** What the tests of Systems Manager begin with: a Region with simulated machines, whose driver can be made to fail. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import type { GetCommandInvocationCommandOutput, SendCommandCommandInput } from '@aws-sdk/client-ssm';
import { openTestRegion, type TestRegion } from '../../../../test/region.ts';
import type { MachineDriver } from '../../machines/driver.ts';
import { diskFiles } from '../../machines/simulated/disk.ts';
import { simulatedDriver } from '../../machines/simulated/driver.ts';
import type { Outside, Service } from '../../service.ts';
import { service as ec2 } from '../ec2/index.ts';
import { service as iam } from '../iam/index.ts';
import { service as sts } from '../sts/index.ts';
import { type InvocationDetails, isOver } from './commands/status.ts';
import { service as ssm } from './index.ts';

export interface SsmRegion extends TestRegion {
  readonly machines: MachineDriver;
  /** The Region from within, to act as a role: on the wire only services may become one. */
  readonly outside: Outside;
  /** Launches an instance that Systems Manager may manage, and waits until it does. */
  managed(more?: Partial<RunInstancesCommandInput>): Promise<string>;
  /** Sends a command and waits for what it comes to on the instance. */
  run(
    instanceId: string,
    command: Omit<SendCommandCommandInput, 'InstanceIds'>,
  ): Promise<GetCommandInvocationCommandOutput>;
  /** The same for a shell script. */
  shell(instanceId: string, ...commands: string[]): Promise<GetCommandInvocationCommandOutput>;
}

export const debianImage = 'ami-0deb1a12a0d640001';

/** The instance profile that lets Systems Manager manage an instance. */
export const profile = 'ManagedInstance';

interface Given {
  /** Replaces operations of the machine driver; may be changed while the Region runs. */
  faults?: Partial<MachineDriver>;
  /** Of an earlier Region that goes on in this one. */
  dataDir?: string;
  /** Default: simulated, where an hour passes as soon as nothing else is to be done. */
  time?: 'real' | 'simulated';
}

/** Milliseconds. Nothing takes any time on these machines, but what would take a day goes on until somebody ends it. */
const day = 24 * 3_600_000;

async function machineSleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds < day) return;
  await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

export async function openSsm(test: TestContext, { faults = {}, dataDir, time }: Given = {}): Promise<SsmRegion> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'wakepatch-ssm-')));
  const machines = simulatedDriver({ disks: diskFiles(join(folder, 'machines')), sleep: machineSleep });
  const faulty = new Proxy(machines, {
    get: (driver, name) => Reflect.get(name in faults ? faults : driver, name),
  });
  const inner = Promise.withResolvers<Outside>();
  const telling: Service = {
    ...sts,
    open: (context) => context.addEffect({ service: 'sts', name: 'tell', key: 'outside', payload: {} }),
    effects: {
      async tell(_, outside) {
        inner.resolve(outside);
        return () => {};
      },
    },
  };
  const region = await openTestRegion({ services: [iam, telling, ec2, ssm], machines: faulty, dataDir: folder, time });
  let closed = false;
  const close = async () => {
    if (!closed) await region.close();
    closed = true;
  };
  test.after(async () => {
    await close();
    await rm(folder, { recursive: true, force: true });
  });
  const { clients } = region;
  if (dataDir === undefined) await createProfile(region, profile, ['ssm:UpdateInstanceInformation']);

  const run: SsmRegion['run'] = async (instanceId, command) => {
    const { Command } = await clients.ssm.sendCommand({ InstanceIds: [instanceId], ...command });
    return ended(region, Command!.CommandId!, instanceId);
  };
  return {
    ...region,
    close,
    machines,
    outside: await inner.promise,
    async managed(more) {
      const id = await launch(region, { IamInstanceProfile: { Name: profile }, ...more });
      await eventually(
        () => pingStatus(region, id),
        (status) => status === 'Online',
      );
      return id;
    },
    run,
    shell: (instanceId, ...commands) =>
      run(instanceId, { DocumentName: 'AWS-RunShellScript', Parameters: { commands } }),
  };
}

/** An instance profile whose role allows these actions. */
export async function createProfile(region: TestRegion, name: string, actions: string[]): Promise<void> {
  const { iam } = region.clients;
  await createRole(region, name, 'ec2.amazonaws.com', actions.length > 0 ? [{ Action: actions, Resource: '*' }] : []);
  await iam.createInstanceProfile({ InstanceProfileName: name });
  await iam.addRoleToInstanceProfile({ InstanceProfileName: name, RoleName: name });
}

/** A role for a service, with a policy of these statements. */
export async function createRole(
  { clients: { iam } }: TestRegion,
  name: string,
  service: string,
  statements: object[],
): Promise<void> {
  const policy = (Statement: object[]) =>
    JSON.stringify({ Version: '2012-10-17', Statement: Statement.map((each) => ({ Effect: 'Allow', ...each })) });
  await iam.createRole({
    RoleName: name,
    AssumeRolePolicyDocument: policy([{ Principal: { Service: service }, Action: 'sts:AssumeRole' }]),
  });
  if (statements.length > 0)
    await iam.putRolePolicy({ RoleName: name, PolicyName: 'allowed', PolicyDocument: policy(statements) });
}

export async function launch({ clients }: TestRegion, more: Partial<RunInstancesCommandInput>): Promise<string> {
  const { Instances } = await clients.ec2.runInstances({
    ImageId: debianImage,
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    ...more,
  });
  return Instances![0]!.InstanceId!;
}

/** Undefined for an instance that is not managed. */
export async function pingStatus({ clients }: TestRegion, id: string): Promise<string | undefined> {
  const { InstanceInformationList } = await clients.ssm.describeInstanceInformation({
    Filters: [{ Key: 'InstanceIds', Values: [id] }],
  });
  return InstanceInformationList![0]?.PingStatus;
}

/** What an invocation comes to in the end. */
export function ended(
  { clients }: TestRegion,
  commandId: string,
  instanceId: string,
): Promise<GetCommandInvocationCommandOutput> {
  return eventually(
    async () => {
      const { CommandInvocations } = await clients.ssm.listCommandInvocations({
        CommandId: commandId,
        InstanceId: instanceId,
      });
      if (CommandInvocations!.length === 0) return { $metadata: {} };
      return clients.ssm.getCommandInvocation({ CommandId: commandId, InstanceId: instanceId });
    },
    ({ StatusDetails }) => StatusDetails !== undefined && isOver(StatusDetails as InvocationDetails),
  );
}

/** Asks until the answer is as wanted; after 3000 answers that are not it fails with the last one. */
export async function eventually<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  let answer = await ask();
  for (let asked = 1; asked < 3000 && !wanted(answer); asked++) {
    await setImmediate();
    answer = await ask();
  }
  assert.ok(wanted(answer), `still ${JSON.stringify(answer)}`);
  return answer;
}
