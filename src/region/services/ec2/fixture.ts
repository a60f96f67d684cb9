/** What the tests of EC2 begin with: a Region with simulated machines, whose driver can be made to fail. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { EC2, Instance, InstanceStateName, RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import { openTestRegion, type TestRegion } from '../../../../test/region.ts';
import type { MachineDriver } from '../../machines/driver.ts';
import { diskFiles } from '../../machines/simulated/disk.ts';
import { simulatedDriver } from '../../machines/simulated/driver.ts';
import type { Service } from '../../service.ts';
import { service as iam } from '../iam/index.ts';
import { service as sts } from '../sts/index.ts';
import { service as ec2 } from './index.ts';

export interface Ec2Region extends TestRegion {
  readonly ec2: EC2;
  /** The machines behind the instances, to be looked at, and changed behind EC2's back. */
  readonly machines: MachineDriver;
  /** The states that were published, as `i-…=running`. */
  readonly published: string[];
}

export const debianImage = 'ami-0deb1a12a0d640001';

/** Machines that take no time: what the tests wait for is EC2's own doing. */
export function machinesIn(dataDir: string): MachineDriver {
  return simulatedDriver({ disks: diskFiles(join(dataDir, 'machines')), sleep: async () => {} });
}

interface Given {
  /** Replaces operations of the machine driver; may be changed while the Region runs. */
  faults?: Partial<MachineDriver>;
  /** Of an earlier Region that goes on in this one. */
  dataDir?: string;
  /** Default: simulated, where an hour passes as soon as nothing else is to be done. */
  time?: 'real' | 'simulated';
}

export async function openEc2(test: TestContext, { faults = {}, dataDir, time }: Given = {}): Promise<Ec2Region> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'wakepatch-ec2-')));
  const published: string[] = [];
  const listening: Service = {
    ...sts,
    events: {
      'EC2 Instance State-change Notification': ({ detail }) => {
        published.push(`${detail['instance-id']}=${detail.state}`);
      },
    },
  };
  const machines = machinesIn(folder);
  const faulty = new Proxy(machines, {
    get: (driver, name) => Reflect.get(name in faults ? faults : driver, name),
  });
  const region = await openTestRegion({ services: [iam, listening, ec2], machines: faulty, dataDir: folder, time });
  let closed = false;
  const close = async () => {
    if (!closed) await region.close();
    closed = true;
  };
  test.after(async () => {
    await close();
    await rm(folder, { recursive: true, force: true });
  });
  return { ...region, close, ec2: region.clients.ec2, machines, published };
}

/** Launches one instance. */
export async function launch(ec2: EC2, more: Partial<RunInstancesCommandInput> = {}): Promise<string> {
  const { Instances } = await ec2.runInstances({
    ImageId: debianImage,
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    ...more,
  });
  return Instances![0]!.InstanceId!;
}

export async function find(ec2: EC2, id: string): Promise<Instance> {
  const { Reservations } = await ec2.describeInstances({ InstanceIds: [id] });
  return Reservations![0]!.Instances![0]!;
}

/** Asks until the instance is in that state: simulated time goes on meanwhile. */
export async function reaches(ec2: EC2, id: string, state: InstanceStateName): Promise<Instance> {
  return eventually(
    () => find(ec2, id),
    (instance) => instance.State?.Name === state,
  );
}

/** Asks until the answer is as wanted; after 1000 answers that are not it fails with the last one. */
export async function eventually<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  let answer = await ask();
  for (let asked = 1; asked < 1000 && !wanted(answer); asked++) {
    await setImmediate();
    answer = await ask();
  }
  assert.ok(wanted(answer), `still ${JSON.stringify(answer)}`);
  return answer;
}

export async function launched(ec2: EC2, more: Partial<RunInstancesCommandInput> = {}): Promise<string> {
  const id = await launch(ec2, more);
  await reaches(ec2, id, 'running');
  return id;
}
