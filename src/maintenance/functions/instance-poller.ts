import { foundState, hasReported, readiness, stoppedness } from '../rules/instance-state.ts';
import { ec2 } from './clients.ts';
import { describeAgent, describeInstance } from './describe-instance.ts';
import { type InstanceEvent, instanceIdOf, oneOf, timeOf, type WaitEvent, waitOf } from './event.ts';
import { failure } from './failure.ts';
import { pollResult } from './poll-result.ts';

const UNTILS = ['Ready', 'Stopped'] as const;
type Until = (typeof UNTILS)[number];

interface PollEvent extends WaitEvent {
  until: Until;
  /** false while it could not be started yet: there is nothing to look at */
  started?: boolean;
  /** when it was rebooted, if it was */
  rebootedAt?: string;
  /** the version of which the agent has reported before, `''` if it has not */
  agentVersion?: string;
}

const LOOK: Record<Until, (event: PollEvent) => Promise<object>> = { Ready: lookUntilReady, Stopped: lookUntilStopped };

/**
 * InstancePoller: looks at the instance. The first look, without `until`, answers `{ instanceId, state, foundState }` and
 * throws `InstanceTerminated` if it is gone; a look of a wait answers `{ instanceId, state, done, waitSeconds, because? }`
 * and throws the failures of the rule it asks.
 */
export const handler = async (event: InstanceEvent | PollEvent) => {
  const instanceId = instanceIdOf(event);
  if ('until' in event) return { instanceId, ...(await LOOK[oneOf(event, 'until', UNTILS)](event)) };

  const instance = await describeInstance(instanceId);
  const found = foundState(instance);
  if (!found) throw failure('InstanceTerminated', `${instanceId}: it is ${instance.state}`);
  return { instanceId, state: instance.state, foundState: found };
};

async function lookUntilReady(event: PollEvent) {
  const { instanceId } = event;
  if (event.started === false) return { ready: false };
  const wait = waitOf(event);
  const [instance, checks, agent] = await Promise.all([
    describeInstance(instanceId),
    statusChecks(instanceId),
    describeAgent(instanceId),
  ]);
  const rebootedAt = event.rebootedAt ? timeOf(event, 'rebootedAt') : undefined;
  const sight = { instance, checks, agent, versionBefore: event.agentVersion, rebootedAt };
  return {
    state: instance.state,
    ...pollResult(instanceId, readiness(sight, wait), wait),
    launchTime: instance.launchTime?.toISOString(),
    // What it was before this start tells nothing of whether it is about to update itself.
    agentVersion: hasReported(sight) ? agent?.version : undefined,
  };
}

async function lookUntilStopped(event: PollEvent) {
  const wait = waitOf(event);
  const instance = await describeInstance(event.instanceId);
  return { state: instance.state, ...pollResult(event.instanceId, stoppedness(instance, wait), wait) };
}

async function statusChecks(instanceId: string) {
  const { InstanceStatuses = [] } = await (await ec2()).describeInstanceStatus({ InstanceIds: [instanceId] });
  const [status] = InstanceStatuses;
  return { instance: status?.InstanceStatus?.Status, system: status?.SystemStatus?.Status };
}
