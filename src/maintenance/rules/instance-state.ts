import { done, failed, type Verdict, waiting } from './verdict.ts';
import { elapsedSeconds, unlessTooLate, type Wait } from './wait.ts';

/** An instance, as EC2 describes it. Source: EC2 API Reference, "Instance". */
export interface Instance {
  /** `pending`, `running`, `stopping`, `stopped`, `shutting-down` or `terminated`. */
  state: string;
  /** When it was last started; whole seconds. */
  launchTime?: Date;
  /** EC2's own words on the last change of state: StateReason, else StateTransitionReason. */
  reason?: string;
}

/** The agent on an instance, as Systems Manager knows it. Source: SSM API Reference, "InstanceInformation". */
export interface Agent {
  /** `Online`, `ConnectionLost` or `Inactive`. */
  pingStatus?: string;
  lastPing?: Date;
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

/**
 * Whether a started instance can be given commands: it runs, and its agent has reported since *this* start.
 * Fails with `InstanceTerminated`, with `StartFellBack` when the instance was started and yet is stopped (a volume whose
 * key may not be used, no capacity, somebody's hand), and with `InstanceNotReady` at the limit.
 */
export function readiness(instance: Instance, agent: Agent | undefined, wait: Wait): Verdict {
  if (isGone(instance)) return failed('InstanceTerminated', `it is ${instance.state}`);
  if (FALLEN_BACK.includes(instance.state) && elapsedSeconds(wait) >= SETTLE_SECONDS) {
    return failed(
      'StartFellBack',
      `it was started, but is ${instance.state}: ${instance.reason ?? 'EC2 gives no reason'}`,
    );
  }
  return unlessTooLate(whyNotReady(instance, agent), wait, 'InstanceNotReady');
}

/** Whether an instance that was told to stop has stopped. Fails with `InstanceNotStopped` at the limit. */
export function stoppedness(instance: Instance, wait: Wait): Verdict {
  if (instance.state === 'stopped' || isGone(instance)) return done;
  return unlessTooLate(waiting(`it is ${instance.state}`), wait, 'InstanceNotStopped');
}

function whyNotReady(instance: Instance, agent: Agent | undefined): Verdict {
  if (instance.state !== 'running') return waiting(`it is ${instance.state}`);
  if (!agent) return waiting('it runs, but has no agent that Systems Manager knows');
  if (agent.pingStatus !== 'Online') return waiting(`it runs, but its agent is ${agent.pingStatus ?? 'silent'}`);
  if (!hasReportedSinceStart(instance, agent))
    return waiting('it runs, but its agent has not reported since this start');
  return done;
}

// `Online` alone may be left over from before the start, and a command is then refused with InvalidInstanceId.
function hasReportedSinceStart({ launchTime }: Instance, { lastPing }: Agent): boolean {
  return launchTime !== undefined && lastPing !== undefined && lastPing >= launchTime;
}
