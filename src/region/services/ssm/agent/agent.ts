/**
 * The SSM Agent of each machine. On AWS it is a process on the machine, which reports to Systems Manager with the
 * credentials of the instance profile's role; here the Region reports for it, with the same credentials, and only when
 * the machine has really answered.
 */
import { arn } from '../../../arn.ts';
import { WireError } from '../../../errors.ts';
import type { Agent, MachineDriver } from '../../../machines/driver.ts';
import type { Commit, Context, Outside, Principal, RegionEvent } from '../../../service.ts';
import { instancesById, systemsManager } from '../fleet.ts';
import { readFacts } from './facts.ts';
import {
  deleteAgentStart,
  deleteManagedInstance,
  findAgentStart,
  saveAgentStart,
  saveDisconnected,
  saveFacts,
  savePing,
} from './rows.ts';

/** Where a kind of machine has no agent of its own it is a part of the Region: it has the version that wakepatch has. */
const regionAgent: Agent = { version: '0.1.0.0' };

/** Milliseconds between two reports of an agent: HealthFrequencyMinutes of the SSM Agent's configuration. */
const pingInterval = 5 * 60_000;

/** Milliseconds for which a machine that boots is watched closely; after that it is looked at once a ping interval. */
const bootPatience = 10 * 60_000;

/** Announced when an agent has connected or disconnected, for those who wait for it. */
export const agentTopic = (instanceId: string): string => `ssm/agent/${instanceId}`;

/** Names one start of one machine; what was begun for an earlier start does nothing. */
interface Start {
  readonly instanceId: string;
  readonly start: string;
}

/** What becomes of the agent when EC2 says that its instance has come to a state. */
const onState: Record<string, (context: Context, instanceId: string) => void> = {
  running: begin,
  stopping: disconnect,
  stopped: disconnect,
  'shutting-down': disconnect,
  terminated(context, instanceId) {
    disconnect(context, instanceId);
    deleteManagedInstance(context.db, instanceId);
    context.announce(agentTopic(instanceId));
  },
};

function begin(context: Context, instanceId: string): void {
  const start = context.hex(12);
  saveAgentStart(context.db, instanceId, start);
  expect(context, { instanceId, start });
}

/** What runs by order of the agent goes on over a reboot, so the start is still the same. */
function beginAnew(context: Context, instanceId: string): void {
  const start = findAgentStart(context.db, instanceId);
  if (start !== undefined) expect(context, { instanceId, start });
}

function expect(context: Context, payload: Start): void {
  const key = `${payload.instanceId}/${context.hex(12)}`;
  context.addEffect({ service: 'ssm', name: 'awaitAgent', key, payload });
}

function disconnect(context: Context, instanceId: string): void {
  deleteAgentStart(context.db, instanceId);
  saveDisconnected(context.db, instanceId);
  context.cancelTimer({ service: 'ssm', name: 'pingAgent', key: instanceId });
}

export const agentEvents = {
  'EC2 Instance State-change Notification'({ detail }: RegionEvent, context: Context): void {
    onState[String(detail.state)]?.(context, String(detail['instance-id']));
  },
  /** The agent begins anew with its machine, and reports at once. */
  'Machine Rebooted': ({ detail }: RegionEvent, context: Context): void =>
    beginAnew(context, String(detail['instance-id'])),
};

export const agentTimers = {
  pingAgent(payload: Start, context: Context): void {
    const { instanceId, start } = payload;
    context.addEffect({ service: 'ssm', name: 'pingAgent', key: `${instanceId}/${start}`, payload });
  },
};

export const agentEffects = {
  /** From `running` to the first answer of the machine, which makes it managed; then asks what it is. */
  async awaitAgent({ instanceId, start }: Start, outside: Outside): Promise<Commit> {
    const { machines, clock, signal } = outside;
    const giveUpAt = clock.now() + bootPatience;
    let agent = await reporting(machines, instanceId);
    for (let pause = 200; agent === undefined; pause = Math.min(pause * 1.5, 2000)) {
      // Stopped meanwhile: the next start has its own agent.
      if ((await machines.status(instanceId)) !== 'running') return () => {};
      if (clock.now() >= giveUpAt) return (context) => schedulePing(context, { instanceId, start });
      await clock.sleep(pause, signal);
      agent = await reporting(machines, instanceId);
    }
    const found = agent;
    // Committed at once, so that nobody has to wait for what the machine tells of itself.
    outside.transaction(systemsManager, (context) => ping(context, { instanceId, start }, found));
    const facts = await readFacts(machines, instanceId, start, signal);
    return (context) => {
      if (facts) saveFacts(context.db, instanceId, facts);
      schedulePing(context, { instanceId, start }, found);
    };
  },

  async pingAgent({ instanceId, start }: Start, { machines }: Outside): Promise<Commit> {
    const agent = await reporting(machines, instanceId);
    return (context) => {
      if (agent) ping(context, { instanceId, start }, agent);
      else if (findAgentStart(context.db, instanceId) === start) saveDisconnected(context.db, instanceId);
      schedulePing(context, { instanceId, start }, agent);
    };
  },
};

/** The agent of a machine, if the machine answers and its agent reports. */
export async function reporting(machines: MachineDriver, instanceId: string): Promise<Agent | undefined> {
  if (!(await machines.ready(instanceId))) return undefined;
  return machines.agent === undefined ? regionAgent : machines.agent(instanceId);
}

/** To be called when the agent has answered: reports its machine to Systems Manager, if its role may do so. */
function ping(context: Context, { instanceId, start }: Start, { version }: Agent): void {
  if (findAgentStart(context.db, instanceId) !== start) return;
  const instance = instancesById(context, [instanceId]).get(instanceId);
  if (instance?.IamInstanceProfile?.Arn === undefined) return;
  try {
    const role = assumeInstanceRole(context, instanceId, instance.IamInstanceProfile.Arn);
    const resource = arn(context, 'ec2', `instance/${instanceId}`);
    context.authorize('ssm', [{ action: 'ssm:UpdateInstanceInformation', resource }], role.principal);
    savePing(context.db, instanceId, context.now, {
      iamRole: role.name,
      ipAddress: instance.PrivateIpAddress,
      agentVersion: version,
    });
    context.announce(agentTopic(instanceId));
  } catch (error) {
    // As on AWS: an agent whose role is missing or may not report stays unmanaged, and tries again at its next ping.
    if (!(error instanceof WireError)) throw error;
    saveDisconnected(context.db, instanceId);
  }
}

function assumeInstanceRole(
  context: Context,
  instanceId: string,
  profileArn: string,
): { name: string; principal: Principal } {
  const InstanceProfileName = profileArn.split('/').at(-1)!;
  const { InstanceProfile } = context.call('iam', 'GetInstanceProfile', { InstanceProfileName }, systemsManager);
  const role = InstanceProfile?.Roles?.[0];
  if (role === undefined)
    throw new WireError('NoSuchEntity', `The instance profile ${InstanceProfileName} has no role.`);
  return { name: role.RoleName!, principal: context.assume(role.Arn!, 'ec2.amazonaws.com', instanceId) };
}

/** The next report: after the interval, or when the agent is going to start anew by itself. */
function schedulePing(context: Context, { instanceId, start }: Start, agent?: Agent): void {
  if (findAgentStart(context.db, instanceId) !== start) return;
  context.setTimer({
    service: 'ssm',
    name: 'pingAgent',
    key: instanceId,
    at: Math.min(context.now + pingInterval, agent?.restartsAt ?? Number.POSITIVE_INFINITY),
    payload: { instanceId, start } satisfies Start,
  });
}
