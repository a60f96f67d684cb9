import { GetCommandInvocationCommand, InvocationDoesNotExist, SSMClient } from '@aws-sdk/client-ssm';
import { type CommandInvocation, patchProgress } from '../rules/command-status.ts';
import { instanceIdOf, type WaitEvent, waitOf } from './event.ts';
import { pollResult } from './poll-result.ts';

const ssm = new SSMClient({});

interface Event extends WaitEvent {
  commandId: string;
}

/**
 * InstancePatchPoller: looks whether the patch command has ended. Answers
 * `{ instanceId, commandId, status, done, waitSeconds, because? }`; throws `PatchFailed`, `PatchTimedOut`,
 * `PatchCancelled` or `PatchNotFinished`.
 */
export const handler = async (event: Event) => {
  const instanceId = instanceIdOf(event);
  const wait = waitOf(event);
  const invocation = await getInvocation(instanceId, event.commandId);
  const result = pollResult(instanceId, patchProgress(invocation, wait), wait);
  return { instanceId, commandId: event.commandId, status: invocation.status, ...result };
};

async function getInvocation(instanceId: string, commandId: string): Promise<CommandInvocation> {
  try {
    const found = await ssm.send(new GetCommandInvocationCommand({ InstanceId: instanceId, CommandId: commandId }));
    return {
      status: found.Status,
      statusDetails: found.StatusDetails,
      responseCode: found.ResponseCode,
      standardError: found.StandardErrorContent,
    };
  } catch (error) {
    // For a moment after SendCommand the invocation is not known yet. Should it never be, the wait's limit ends it.
    if (error instanceof InvocationDoesNotExist) return {};
    throw error;
  }
}
