import { EC2Client, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { AFTER_PATCHING, type AfterPatching, shouldStop } from '../rules/after-patching.ts';
import { FOUND_STATES, type FoundState, isGone } from '../rules/instance-state.ts';
import { describeInstance } from './describe-instance.ts';
import { type InstanceEvent, instanceIdOf, oneOf } from './event.ts';

const ec2 = new EC2Client({});

interface Event extends InstanceEvent {
  foundState: FoundState;
  afterPatching: AfterPatching;
}

/**
 * InstanceStopper: puts the instance back, that is, stops it unless it was found running and is to be left so. Stopping
 * one that is stopped changes nothing, so the call may be repeated. Answers `{ instanceId, stopping, state }`; throws
 * what StopInstances throws, such as `IncorrectInstanceState` while it is pending.
 */
export const handler = async (event: Event) => {
  const instanceId = instanceIdOf(event);
  const found = oneOf(event, 'foundState', FOUND_STATES);
  if (!shouldStop(found, oneOf(event, 'afterPatching', AFTER_PATCHING))) {
    return { instanceId, stopping: false, state: found };
  }
  return { instanceId, ...(await stop(instanceId)) };
};

async function stop(instanceId: string) {
  try {
    const { StoppingInstances } = await ec2.send(new StopInstancesCommand({ InstanceIds: [instanceId] }));
    return { stopping: true, state: StoppingInstances?.[0]?.CurrentState?.Name };
  } catch (error) {
    // A terminated instance cannot be stopped, and need not be.
    if (!(error instanceof Error) || error.name !== 'IncorrectInstanceState') throw error;
    const instance = await describeInstance(ec2, instanceId);
    if (!isGone(instance)) throw error;
    return { stopping: false, state: instance.state };
  }
}
