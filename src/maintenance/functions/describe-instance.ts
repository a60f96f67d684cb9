import type { Instance as Description } from '@aws-sdk/client-ec2';
import type { Agent, Instance, Tags } from '../rules/instance-state.ts';
import { ec2, ssm } from './clients.ts';
import { failure } from './failure.ts';

/** One instance as EC2 describes it now. Throws `InstanceNotFound`, and what DescribeInstances throws. */
export async function describeInstance(instanceId: string): Promise<Instance> {
  const { Reservations = [] } = await (await ec2()).describeInstances({ InstanceIds: [instanceId] });
  const instance = Reservations.flatMap(({ Instances = [] }) => Instances).find((one) => one.InstanceId === instanceId);
  if (!instance) throw failure('InstanceNotFound', `${instanceId}: EC2 knows no such instance`);
  return instanceFrom(instance);
}

/** What the rules need of a description. */
export function instanceFrom(instance: Description): Instance {
  const { RootDeviceName, BlockDeviceMappings = [], StateReason } = instance;
  return {
    state: instance.State?.Name ?? 'unknown',
    launchTime: instance.LaunchTime,
    reason: StateReason?.Message ?? instance.StateTransitionReason,
    tags: tagsFrom(instance),
    stoppable: instance.RootDeviceType !== 'instance-store' && !instance.InstanceLifecycle,
    hibernated: StateReason?.Code === 'Client.UserInitiatedHibernate',
    rootVolumeId: BlockDeviceMappings.find(({ DeviceName }) => DeviceName === RootDeviceName)?.Ebs?.VolumeId,
  };
}

export function tagsFrom({ Tags = [] }: Pick<Description, 'Tags'>): Tags {
  return Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
}

/** The agent on an instance; undefined when Systems Manager knows none. */
export async function describeAgent(instanceId: string): Promise<Agent | undefined> {
  const { InstanceInformationList = [] } = await (await ssm()).describeInstanceInformation({
    Filters: [{ Key: 'InstanceIds', Values: [instanceId] }],
  });
  const agent = InstanceInformationList.find((one) => one.InstanceId === instanceId);
  return (
    agent && {
      pingStatus: agent.PingStatus,
      lastPing: agent.LastPingDateTime,
      version: agent.AgentVersion,
      isLatestVersion: agent.IsLatestVersion,
    }
  );
}
