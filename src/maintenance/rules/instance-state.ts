import { done, failed, type Verdict, waiting } from './verdict.ts';
import { elapsedSeconds, unlessTooLate, type Wait } from './wait.ts';

/** The tags of an instance, by key. */
export type Tags = Readonly<Record<string, string | undefined>>;

/** An instance, as EC2 describes it. Source: EC2 API Reference, "Instance". */
export interface Instance {
  /** `pending`, `running`, `stopping`, `stopped`, `shutting-down` or `terminated`. */
  state: string;
  /** When it was last started; whole seconds. */
  launchTime?: Date;
  /** EC2's own words on the last change of state: StateReason, else StateTransitionReason. */
  reason?: string;
  tags: Tags;
  /** Whether EC2 can stop it: not a spot instance, and its root volume outlives a stop. */
  stoppable: boolean;
  /** DisableApiStop, where it was asked for. */
  stopProtected?: boolean;
  /** Whether its memory was put aside when it was stopped. */
  hibernated: boolean;
  rootVolumeId?: string;
}

/** The agent on an instance, as Systems Manager knows it. Source: SSM API Reference, "InstanceInformation". */
export interface Agent {
  /** `Online`, `ConnectionLost` or `Inactive`. */
  pingStatus?: string;
  lastPing?: Date;
  version?: string;
  /** Whether there is no newer one, to which it might update itself. */
  isLatestVersion?: boolean;
}

/** EC2's status checks. Source: EC2 API Reference, "InstanceStatus". */
export interface StatusChecks {
  /** `ok`, `impaired`, `initializing`, … */
  instance?: string;
  system?: string;
}

/** What an instance was before wakepatch touched it: the state to which it goes back. */
export const FOUND_STATES = ['running', 'stopped'] as const;
export type FoundState = (typeof FOUND_STATES)[number];

// Whoever is starting or stopping it just now decided where it was going.
const FOUND: Record<string, FoundState> = {
  pending: 'running',
  running: 'running',
  stopping: 'stopped',
  stopped: 'stopped',
};

const FALLEN_BACK = ['stopping', 'stopped'];

// EC2's descriptions lag behind its actions: right after a start, an instance may still be shown as stopped.
// Source: EC2 API Reference, "Ensuring idempotency and eventual consistency".
const SETTLE_SECONDS = 10;

/** Whether an instance is on its way out or gone, so that nothing can be done to it and nothing is left awake. */
export function isGone(instance: Instance): boolean {
  return instance.state === 'shutting-down' || instance.state === 'terminated';
}

/** The state in which an instance was found; undefined when it is gone. */
export function foundState(instance: Instance): FoundState | undefined {
  return FOUND[instance.state];
}

/** What is seen of an instance that is being started. */
export interface Sight {
  instance: Instance;
  checks: StatusChecks;
  agent?: Agent;
  /** the version of which the agent has reported before, `''` if it has not; undefined where nobody remembers it */
  versionBefore?: string;
  /** when wakepatch rebooted it, if it did */
  rebootedAt?: Date;
}

/**
 * Whether a started instance can be given commands: it runs, its status checks have passed, its agent has reported since
 * *this* start and is not about to replace itself.
 * Fails with `InstanceTerminated`, with `StartFellBack` when the instance was started and yet is stopped (no capacity,
 * somebody's hand), with `KeyUnusable` when that is for the key of a volume, and at the limit with `StatusChecksFailed`
 * or `InstanceNotReady`.
 */
export function readiness(sight: Sight, wait: Wait): Verdict {
  const { instance, checks } = sight;
  if (isGone(instance)) return failed('InstanceTerminated', `it is ${instance.state}`);
  if (FALLEN_BACK.includes(instance.state) && elapsedSeconds(wait) >= SETTLE_SECONDS) {
    const { reason = 'EC2 gives no reason' } = instance;
    const error = KEY.test(reason) ? 'KeyUnusable' : 'StartFellBack';
    return failed(error, `it was started, but is ${instance.state}: ${reason}`);
  }
  const bad = Object.values(checks).some((check) => check === 'impaired');
  return unlessTooLate(whyNotReady(sight), wait, bad ? 'StatusChecksFailed' : 'InstanceNotReady');
}

/**
 * Whether what is known of the agent is from this start, or from the reboot since. `Online` alone may be left over from
 * before it, and a command is then refused with InvalidInstanceId.
 */
export function hasReported({ instance, agent, rebootedAt }: Sight): boolean {
  const since = rebootedAt ?? instance.launchTime;
  return since !== undefined && agent?.lastPing !== undefined && agent.lastPing >= since;
}

/** Whether an instance that was told to stop has stopped. Fails with `InstanceNotStopped` at the limit. */
export function stoppedness(instance: Instance, wait: Wait): Verdict {
  if (instance.state === 'stopped' || isGone(instance)) return done;
  return unlessTooLate(waiting(`it is ${instance.state}`), wait, 'InstanceNotStopped');
}

// EC2 says `Client.InternalError` of an encrypted volume whose key may not be used. Source: EC2 User Guide, "Troubleshoot
// instance launch issues", "Instance terminates immediately".
const KEY = /Client\.(InternalError|InvalidKMSKey)|KMS/;

function whyNotReady(sight: Sight): Verdict {
  const { instance, checks, agent, versionBefore } = sight;
  if (instance.state !== 'running') return waiting(`it is ${instance.state}`);
  const failing = Object.entries(checks).find(([, check]) => check !== 'ok');
  if (failing) return waiting(`it runs, but its ${failing[0]} status check is ${failing[1] ?? 'unknown'}`);
  if (!agent) return waiting('it runs, but has no agent that Systems Manager knows');
  if (agent.pingStatus !== 'Online') return waiting(`it runs, but its agent is ${agent.pingStatus ?? 'silent'}`);
  if (!hasReported(sight)) return waiting('it runs, but its agent has not reported since this start');
  const mayUpdate = versionBefore !== undefined && !agent.isLatestVersion;
  if (mayUpdate && agent.version !== versionBefore) return waiting('its agent may be updating itself');
  return done;
}
