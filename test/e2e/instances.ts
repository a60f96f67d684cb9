/** Instances as the tests make and see them. */
import type { Instance, RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import type { Clients } from '../region.ts';
import { until } from './until.ts';

export async function describeInstance({ ec2 }: Pick<Clients, 'ec2'>, id: string): Promise<Instance> {
  const { Reservations } = await ec2.describeInstances({ InstanceIds: [id] });
  return Reservations![0]!.Instances![0]!;
}

export async function stateOf(clients: Pick<Clients, 'ec2'>, id: string): Promise<string | undefined> {
  return (await describeInstance(clients, id)).State?.Name;
}

export function reaches(clients: Pick<Clients, 'ec2'>, id: string, state: string): Promise<Instance> {
  return until(
    `${id} is ${state}`,
    () => describeInstance(clients, id),
    ({ State }) => State?.Name === state,
  );
}

/** An instance of Debian's image, which the Region finds as people do: by the public parameter. It is running. */
export async function launched(
  clients: Pick<Clients, 'ec2' | 'ssm'>,
  more: Partial<RunInstancesCommandInput> = {},
): Promise<string> {
  const { Parameter } = await clients.ssm.getParameter({ Name: '/aws/service/debian/release/12/latest/amd64' });
  const { Instances } = await clients.ec2.runInstances({
    ImageId: Parameter!.Value!,
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    ...more,
  });
  const id = Instances![0]!.InstanceId!;
  await reaches(clients, id, 'running');
  return id;
}

/** The instance profile `Managed`, which lets Systems Manager manage an instance. */
export async function makeProfile({ iam }: Pick<Clients, 'iam'>): Promise<void> {
  await iam.createRole({
    RoleName: 'Managed',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    }),
  });
  await iam.attachRolePolicy({
    RoleName: 'Managed',
    PolicyArn: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
  });
  await iam.createInstanceProfile({ InstanceProfileName: 'Managed' });
  await iam.addRoleToInstanceProfile({ InstanceProfileName: 'Managed', RoleName: 'Managed' });
}
