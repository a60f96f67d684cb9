/** What one execution of the workflow came to on its instance, gathered from the services' own records. */
import type { InstancePatchState } from '@aws-sdk/client-ssm';
import type { Clients } from '../aws/clients.ts';
import { type Compliance, compliance } from '../maintenance/rules/compliance.ts';
import { type Finding, outcomeOf } from '../maintenance/rules/outcome.ts';
import { stepsOf } from './commands/invocations.ts';
import { enteredAt, type Followed, outputOfState } from './execution.ts';
import { describeInstance } from './instances.ts';

export interface InstanceReport extends Finding {
  readonly instanceId: string;
  readonly name: string;
  /** the state of the instance now */
  readonly state: string;
  readonly foundState: string | undefined;
  readonly executionArn: string;
  readonly status: string;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** ISO 8601 */
  readonly startedAt: string;
  /** seconds from the start of the instance to the end of the workflow */
  readonly awakeSeconds: number;
  readonly commandId: string | undefined;
  readonly commandStatus: string | undefined;
  readonly baselineId: string | undefined;
  readonly snapshotId: string | undefined;
  readonly counts: { installed: number; installedOther: number; missing: number; failed: number } | undefined;
  /** e.g. `Upgraded: openssl:amd64 3.0.15-1 -> 3.0.17-1`, as the command printed them */
  readonly changes: readonly string[];
}

export async function reportOf(clients: Clients, run: Followed): Promise<InstanceReport> {
  const found = outputOfState(run.events, 'Look at Instance') as
    | { foundState?: string; instanceId?: string }
    | undefined;
  const patch = outputOfState(run.events, 'Patch Instance') as { commandId?: string } | undefined;
  const instanceId = found?.instanceId ?? inputOf(run).instanceId ?? '';
  const instance = await describeInstance(clients, instanceId);
  const command = patch?.commandId ? await commandOf(clients, patch.commandId, instanceId) : undefined;
  const { state, isOverwritten } = await patchStateOf(clients, instanceId, run);
  const stopped = outputOfState(run.events, 'Stop Instance') as { stopping?: boolean } | undefined;
  const toBeStopped = stopped?.stopping === true || (stopped === undefined && found?.foundState === 'stopped');
  // What was started anew since is on because somebody wants it to be. LaunchTime is in whole seconds.
  const isPutBack =
    ['stopped', 'terminated'].includes(instance.State?.Name ?? '') ||
    (instance.LaunchTime?.getTime() ?? 0) >= Math.floor(run.stoppedAt / 1000) * 1000;
  const changes = command?.output.split('\n').filter((line) => /^(Upgraded|Installed): /.test(line)) ?? [];
  const woken = enteredAt(run.events, 'Start Instance') ?? run.startedAt;
  return {
    instanceId,
    name: instance.Tags?.find(({ Key }) => Key === 'Name')?.Value ?? '',
    ...outcomeOf({
      error: run.status === 'SUCCEEDED' ? undefined : (run.error ?? run.status),
      sent: patch?.commandId !== undefined,
      // That the workflow ended well is then all that is still known.
      compliance: isOverwritten ? 'Clean' : state && complianceOf(state, run),
      changes: changes.length,
      stopError: toBeStopped && !isPutBack ? 'InstanceNotStopped' : undefined,
    }),
    state: instance.State?.Name ?? '',
    foundState: found?.foundState,
    executionArn: run.executionArn,
    status: run.status,
    error: run.error,
    cause: run.cause,
    startedAt: new Date(run.startedAt).toISOString(),
    awakeSeconds: Math.round((run.stoppedAt - woken) / 100) / 10,
    commandId: patch?.commandId,
    commandStatus: command?.status,
    baselineId: state?.BaselineId,
    snapshotId: state?.SnapshotId,
    counts: state && {
      installed: state.InstalledCount ?? 0,
      installedOther: state.InstalledOtherCount ?? 0,
      missing: state.MissingCount ?? 0,
      failed: state.FailedCount ?? 0,
    },
    changes,
  };
}

function inputOf(run: Followed): { instanceId?: string } {
  return JSON.parse(run.events[0]?.executionStartedEventDetails?.input ?? '{}');
}

/** Command output is kept for 30 days; then there is none. */
async function commandOf(clients: Clients, CommandId: string, InstanceId: string) {
  try {
    const { CommandInvocations: [found] = [] } = await clients.ssm.listCommandInvocations({ CommandId, InstanceId });
    if (!found) return undefined;
    // A step for each platform, of which the others say that they were skipped.
    const steps = await stepsOf(clients, CommandId, InstanceId);
    return { status: found.Status, output: steps.map(({ stdout }) => stdout.text).join('\n') };
  } catch (error) {
    if ((error as Error).name === 'InvalidCommandId') return undefined;
    throw error;
  }
}

/** The patch state is the instance's newest: it speaks of this execution only when it was written during it. */
async function patchStateOf(
  { ssm }: Clients,
  id: string,
  run: Followed,
): Promise<{ state?: InstancePatchState; isOverwritten: boolean }> {
  const { InstancePatchStates: [state] = [] } = await ssm.describeInstancePatchStates({ InstanceIds: [id] });
  const at = state?.OperationStartTime?.getTime() ?? 0;
  if (at > run.stoppedAt + 1000) return { isOverwritten: true };
  return { state: at >= run.startedAt - 1000 ? state : undefined, isOverwritten: false };
}

/** The pattern has no parameter for the severity that counts, so each patch that is missing does. */
function complianceOf(state: InstancePatchState, run: Followed): Compliance {
  const counts = {
    missing: state.MissingCount ?? 0,
    failed: state.FailedCount ?? 0,
    critical: state.CriticalNonCompliantCount ?? 0,
    security: state.SecurityNonCompliantCount ?? 0,
    pendingReboot: state.InstalledPendingRebootCount ?? 0,
    at: state.OperationEndTime,
  };
  return compliance(counts, new Date(run.startedAt), 'Any');
}
