import { type CommandInvocation, patchProgress } from '../rules/command-status.ts';
import { ssm } from './clients.ts';
import { describeAgent } from './describe-instance.ts';
import { instanceIdOf, timeOf, type WaitEvent, waitOf } from './event.ts';
import { pollResult } from './poll-result.ts';

interface Event extends WaitEvent {
  commandId: string;
  /** how often the command was sent */
  sends?: number;
  /** the agent's version when it was ready */
  agentVersion?: string;
  /** when the instance has to begin to stop */
  latest?: string;
  /** how long an agent may be silent, which it is during a reboot */
  silenceLimitSeconds?: number;
}

// An installation that is repeated finds its work done; but what was lost twice will be lost again.
const MOST_SENDS = 2;

/**
 * InstancePatchPoller: looks whether the patch command has ended. Answers
 * `{ instanceId, commandId, status, done, waitSeconds, because? }`, with `sendAgain` when the command is lost and was sent
 * once; throws the failures of the rule it asks.
 */
export const handler = async (event: Event) => {
  const instanceId = instanceIdOf(event);
  const { commandId, sends = 1, agentVersion, silenceLimitSeconds } = event;
  const [invocation, agent] = await Promise.all([getInvocation(instanceId, commandId), describeAgent(instanceId)]);
  const latest = event.latest ? timeOf(event, 'latest') : undefined;
  const wait = { ...waitOf(event), agentVersion, latest, silenceLimitSeconds };
  const verdict = patchProgress(invocation, agent, wait);
  const known = { instanceId, commandId, status: invocation.status };
  if (verdict.kind === 'failed' && verdict.error === 'CommandLost' && sends < MOST_SENDS)
    return { ...known, done: false, sendAgain: true, because: verdict.because };
  return { ...known, sendAgain: false, ...pollResult(instanceId, verdict, wait) };
};

/**
 * The document has a step for each platform. GetCommandInvocation would have to be told its name, so this asks for the
 * invocation as a whole; of its steps those that are for other platforms are skipped, and count as successes.
 */
async function getInvocation(InstanceId: string, CommandId: string): Promise<CommandInvocation> {
  const request = { InstanceId, CommandId, Details: true };
  // For a moment after SendCommand there is none yet. Should there never be one, the wait's limit ends it.
  const { CommandInvocations: [found] = [] } = await (await ssm()).listCommandInvocations(request);
  const failed = found?.CommandPlugins?.find(({ Status }) => Status !== 'Success');
  return {
    status: found?.Status,
    statusDetails: found?.StatusDetails,
    responseCode: failed?.ResponseCode,
    // It stands behind a line in the step's output.
    standardError: failed?.Output?.split('ERROR-------')[1],
  };
}
