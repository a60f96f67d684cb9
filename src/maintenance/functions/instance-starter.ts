import { EC2Client, StartInstancesCommand } from '@aws-sdk/client-ec2';
import { type InstanceEvent, instanceIdOf } from './event.ts';

const ec2 = new EC2Client({});

/**
 * InstanceStarter: starts the instance. Starting one that runs changes nothing, so the call may be repeated.
 * Throws what StartInstances throws, such as `InsufficientInstanceCapacity` or, while it is still stopping,
 * `IncorrectInstanceState`.
 */
export const handler = async (event: InstanceEvent) => {
  const instanceId = instanceIdOf(event);
  const { StartingInstances } = await ec2.send(new StartInstancesCommand({ InstanceIds: [instanceId] }));
  const change = StartingInstances?.[0];
  return { instanceId, previousState: change?.PreviousState?.Name, state: change?.CurrentState?.Name };
};
