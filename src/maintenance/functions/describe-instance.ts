import { DescribeInstancesCommand, type EC2Client } from '@aws-sdk/client-ec2';
import type { Instance } from '../rules/instance-state.ts';
import { failure } from './failure.ts';

/** One instance as EC2 describes it now. Throws `InstanceNotFound`, and what DescribeInstances throws. */
export async function describeInstance(ec2: EC2Client, instanceId: string): Promise<Instance> {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
  const instance = Reservations.flatMap(({ Instances = [] }) => Instances).find((one) => one.InstanceId === instanceId);
  if (!instance?.State?.Name) throw failure('InstanceNotFound', `${instanceId}: EC2 knows no such instance`);
  return {
    state: instance.State.Name,
    launchTime: instance.LaunchTime,
    reason: instance.StateReason?.Message ?? instance.StateTransitionReason,
  };
}
