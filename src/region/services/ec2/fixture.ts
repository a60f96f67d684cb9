/** What the tests of EC2 begin with: a Region with simulated machines, whose driver can be made to fail. */
import type { TestContext } from 'node:test';
import type { EC2, Instance, InstanceStateName, RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import { eventually, type Faulty, type FaultyRegion, openFaultyRegion } from '../../../../test/faulty-region.ts';
import type { Service } from '../../service.ts';
import { service as iam } from '../iam/index.ts';
import { service as sts } from '../sts/index.ts';
import { service as ec2 } from './index.ts';

export { eventually, machinesIn } from '../../../../test/faulty-region.ts';

export interface Ec2Region extends FaultyRegion {
  readonly ec2: EC2;
  /** The states that were published, as `i-…=running`. */
  readonly published: string[];
}

export const debianImage = 'ami-0deb1a12a0d640001';

export async function openEc2(test: TestContext, given: Omit<Faulty, 'services'> = {}): Promise<Ec2Region> {
  const published: string[] = [];
  const listening: Service = {
    ...sts,
    events: {
      'EC2 Instance State-change Notification': ({ detail }) => {
        published.push(`${detail['instance-id']}=${detail.state}`);
      },
    },
  };
  const region = await openFaultyRegion(test, { ...given, services: [iam, listening, ec2] });
  return { ...region, ec2: region.clients.ec2, published };
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

export async function launched(ec2: EC2, more: Partial<RunInstancesCommandInput> = {}): Promise<string> {
  const id = await launch(ec2, more);
  await reaches(ec2, id, 'running');
  return id;
}
