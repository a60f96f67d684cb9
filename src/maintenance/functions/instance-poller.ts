import { EC2Client } from '@aws-sdk/client-ec2';
import { DescribeInstanceInformationCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type Agent, foundState, type Instance, readiness, stoppedness } from '../rules/instance-state.ts';
import type { Verdict } from '../rules/verdict.ts';
import type { Wait } from '../rules/wait.ts';
import { describeInstance } from './describe-instance.ts';
import { type InstanceEvent, instanceIdOf, oneOf, type WaitEvent, waitOf } from './event.ts';
import { failure } from './failure.ts';
import { pollResult } from './poll-result.ts';

const ec2 = new EC2Client({});
const ssm = new SSMClient({});

/** Without `until`, a first look; with it, one look of a wait. */
type Event = InstanceEvent | (WaitEvent & { until: Until });

const UNTILS = ['Ready', 'Stopped'] as const;
type Until = (typeof UNTILS)[number];

const LOOK: Record<Until, (id: string, instance: Instance, wait: Wait) => Promise<Verdict>> = {
  Ready: async (id, instance, wait) => readiness(instance, await describeAgent(id), wait),
  Stopped: async (_, instance, wait) => stoppedness(instance, wait),
};

/**
 * InstancePoller: looks at the instance. The first look answers `{ instanceId, state, foundState }` and throws
 * `InstanceTerminated` if it is gone; a look of a wait answers `{ instanceId, state, done, waitSeconds, because? }` and
 * throws the failures of the rule it asks.
 */
export const handler = async (event: Event) => {
  const instanceId = instanceIdOf(event);
  const instance = await describeInstance(ec2, instanceId);
  const { state } = instance;

  if (!('until' in event)) {
    const found = foundState(instance);
    if (!found) throw failure('InstanceTerminated', `${instanceId}: it is ${state}`);
    return { instanceId, state, foundState: found };
  }

  const look = LOOK[oneOf(event, 'until', UNTILS)];
  const wait = waitOf(event);
  return { instanceId, state, ...pollResult(instanceId, await look(instanceId, instance, wait), wait) };
};

async function describeAgent(instanceId: string): Promise<Agent | undefined> {
  const { InstanceInformationList = [] } = await ssm.send(
    new DescribeInstanceInformationCommand({ Filters: [{ Key: 'InstanceIds', Values: [instanceId] }] }),
  );
  const agent = InstanceInformationList.find((one) => one.InstanceId === instanceId);
  return agent && { pingStatus: agent.PingStatus, lastPing: agent.LastPingDateTime };
}
