import { AFTER_PATCHING, type AfterPatching, shouldStop } from '../rules/after-patching.ts';
import { inUse, type LeftOn } from '../rules/in-use.ts';
import { FOUND_STATES, type FoundState, type Instance, isGone } from '../rules/instance-state.ts';
import { ec2, ssm } from './clients.ts';
import { describeInstance } from './describe-instance.ts';
import { type InstanceEvent, instanceIdOf, oneOf, timeOf } from './event.ts';
import type { Maintenance } from './maintenance.ts';

interface Event extends InstanceEvent {
  foundState: FoundState;
  afterPatching: AfterPatching;
}

/**
 * InstanceStopper: puts the instance back, that is, stops it unless it was found running and is to be left so, or, with
 * PatchInstance, somebody has come to use it. Stopping one that is stopped changes nothing, so the call may be repeated.
 * Answers `{ instanceId, stopping, state, leftOn? }`; throws what StopInstances throws, such as `IncorrectInstanceState`
 * while it is pending.
 */
export const handler = async (event: Event | Maintenance) => {
  const instanceId = instanceIdOf(event);
  const found = oneOf(event, 'foundState', FOUND_STATES);
  if (!shouldStop(found, oneOf(event, 'afterPatching', AFTER_PATCHING)))
    return { instanceId, stopping: false, state: found };
  if ('execution' in event) {
    const instance = await describeInstance(instanceId);
    const leftOn = isGone(instance) ? undefined : await usersOf(event, instance);
    if (leftOn) return { instanceId, stopping: false, state: instance.state, leftOn };
  }
  return { instanceId, ...(await stop(instanceId)) };
};

async function stop(instanceId: string) {
  try {
    const { StoppingInstances } = await (await ec2()).stopInstances({ InstanceIds: [instanceId] });
    return { stopping: true, state: StoppingInstances?.[0]?.CurrentState?.Name };
  } catch (error) {
    // A terminated instance cannot be stopped, and need not be.
    if ((error as Error).name !== 'IncorrectInstanceState') throw error;
    const instance = await describeInstance(instanceId);
    if (!isGone(instance)) throw error;
    return { stopping: false, state: instance.state };
  }
}

async function usersOf(event: Maintenance, instance: Instance): Promise<LeftOn | undefined> {
  return inUse(instance, {
    now: timeOf(event, 'now'),
    owner: event.execution,
    launchTime: event.launchTime ? timeOf(event, 'launchTime') : undefined,
    sessions: await openSessions(event.instanceId),
    users: event.users ?? [],
  });
}

async function openSessions(instanceId: string): Promise<string[]> {
  const { Sessions = [] } = await (await ssm()).describeSessions({
    State: 'Active',
    Filters: [{ key: 'Target', value: instanceId }],
  });
  return Sessions.map(({ Owner, SessionId }) => Owner ?? SessionId ?? 'unknown');
}
