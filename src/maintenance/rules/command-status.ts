import type { Agent } from './instance-state.ts';
import { done, failed, type Verdict, waiting } from './verdict.ts';
import { elapsedSeconds, unlessTooLate, type Wait } from './wait.ts';

/** A command on one instance, as Run Command reports it. Source: SSM API Reference, "ListCommandInvocations". */
export interface CommandInvocation {
  /** Undefined while Run Command does not know the invocation yet. */
  status?: string;
  /** Says more than the status, such as `Delivery Timed Out` for `TimedOut`. */
  statusDetails?: string;
  /** The exit code of the step that did not succeed, if there is one; -1 while there is none. */
  responseCode?: number;
  /** What was written to standard error. */
  standardError?: string;
}

/** The wait for a patch command. */
export interface PatchWait extends Wait {
  /** the agent's version when the instance was ready, where it was asked for */
  agentVersion?: string;
  /** how long an agent may be silent, which it is during a reboot */
  silenceLimitSeconds?: number;
}

type Meaning = (invocation: CommandInvocation) => Verdict;

const underWay: Meaning = ({ status }) => waiting(`its patch command is ${status}`);
const ended =
  (error: string): Meaning =>
  (invocation) =>
    failed(error, describeEnd(invocation));

// Source: Systems Manager User Guide, "Understanding command statuses".
const MEANING: Record<string, Meaning> = {
  Pending: underWay,
  InProgress: underWay,
  Delayed: underWay,
  Cancelling: underWay,
  Success: () => done,
  Failed: ended('PatchFailed'),
  TimedOut: ended('PatchTimedOut'),
  Cancelled: ended('PatchCancelled'),
};

const LONGEST_QUOTE = 500;
// An agent takes a command within seconds of its next look for one.
const DELIVERY_SECONDS = 300;

/**
 * What the status of the patch command means. Fails with `PatchFailed`, `PatchTimedOut` or `PatchCancelled` as the command
 * ended, with `WindowEnded` at the end of the window, with `AgentLost` when the agent does not come back, with
 * `CommandLost` when no agent will ever finish it, and with `PatchNotFinished` at the limit.
 */
export function patchProgress(invocation: CommandInvocation, agent: Agent | undefined, wait: PatchWait): Verdict {
  const verdict = invocation.status
    ? (MEANING[invocation.status] ?? ended('PatchFailed'))(invocation)
    : waiting('its patch command is not known yet');
  if (verdict.kind !== 'waiting') return verdict;
  const { now, latest, silenceLimitSeconds = Number.POSITIVE_INFINITY } = wait;
  if (latest && now >= latest) return failed('WindowEnded', `${verdict.because} when the window ends`);
  const silence = agent?.pingStatus === 'Online' ? 0 : elapsedSeconds({ since: agent?.lastPing ?? now, now });
  if (silence >= silenceLimitSeconds) return failed('AgentLost', `its agent is silent, for ${silence} seconds now`);
  const lost = whyLost(invocation, agent, wait);
  if (lost) return failed('CommandLost', `its patch command is lost: ${lost}`);
  return unlessTooLate(verdict, wait, 'PatchNotFinished');
}

/** An agent that replaces itself forgets the command that it was given, which then stays as it is for ever. */
function whyLost({ status }: CommandInvocation, agent: Agent | undefined, wait: PatchWait): string | undefined {
  if (!wait.agentVersion || agent?.pingStatus !== 'Online' || elapsedSeconds(wait) < DELIVERY_SECONDS) return undefined;
  if (agent.version !== wait.agentVersion) return `its agent was ${wait.agentVersion} and is ${agent.version}`;
  return status === 'InProgress' ? undefined : `it is ${status ?? 'unknown'}, though its agent is online`;
}

function describeEnd({ status, statusDetails, responseCode, standardError }: CommandInvocation): string {
  const end = `its patch command ended as ${statusDetails || status} with exit code ${responseCode ?? 'unknown'}`;
  const quote = standardError?.trim().slice(-LONGEST_QUOTE);
  return quote ? `${end}: ${quote}` : end;
}
