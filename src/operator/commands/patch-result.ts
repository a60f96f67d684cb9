/** What a patch command has left in Patch Manager's records of a machine. */
import type { PatchComplianceData } from '@aws-sdk/client-ssm';
import type { Clients } from '../../aws/clients.ts';

/** Times are ISO 8601. */
export interface PatchResult {
  /** Scan or Install */
  readonly operation: string;
  readonly began: string;
  readonly ended: string;
  readonly baselineId: string;
  /** undefined where it may not be read, or is gone */
  readonly baselineName?: string;
  readonly snapshotId?: string;
  readonly patchGroup: string;
  readonly rebootOption?: string;
  readonly counts: readonly { readonly name: string; readonly count: number }[];
  /** patches that are missing, failed or wait for a reboot: those that a person looks at */
  readonly attention: readonly PatchLine[];
}

export interface PatchLine {
  readonly title: string;
  readonly state: string;
  readonly classification: string;
  readonly severity: string;
  readonly cves: string;
}

const counts = {
  installed: 'InstalledCount',
  'installed by others': 'InstalledOtherCount',
  'waiting for a reboot': 'InstalledPendingRebootCount',
  'installed though rejected': 'InstalledRejectedCount',
  missing: 'MissingCount',
  failed: 'FailedCount',
  'not applicable': 'NotApplicableCount',
  'critical and not compliant': 'CriticalNonCompliantCount',
  'security and not compliant': 'SecurityNonCompliantCount',
} as const;

const mostPatches = 50;

/**
 * The newest patch state of a machine, where it was written by a command that ran at that time: each operation overwrites
 * the one before.
 * @param from when the command was sent @param to when it ended, or now
 */
export async function patchResult(
  clients: Clients,
  instanceId: string,
  from: Date,
  to: Date,
): Promise<PatchResult | undefined> {
  const { InstancePatchStates: [state] = [] } = await clients.ssm.describeInstancePatchStates({
    InstanceIds: [instanceId],
  });
  const began = state?.OperationStartTime;
  if (!state || !began || began < from || began > to) return undefined;
  return {
    operation: state.Operation ?? '',
    began: began.toISOString(),
    ended: state.OperationEndTime?.toISOString() ?? '',
    baselineId: state.BaselineId ?? '',
    baselineName: await baselineName(clients, state.BaselineId ?? ''),
    snapshotId: state.SnapshotId,
    patchGroup: state.PatchGroup ?? '',
    rebootOption: state.RebootOption,
    counts: Object.entries(counts).flatMap(([name, member]) =>
      state[member] === undefined ? [] : [{ name, count: state[member] }],
    ),
    attention: await attentionOf(clients, instanceId),
  };
}

async function attentionOf({ ssm }: Clients, InstanceId: string): Promise<PatchLine[]> {
  const { Patches = [] } = await ssm.describeInstancePatches({
    InstanceId,
    MaxResults: mostPatches,
    Filters: [{ Key: 'State', Values: ['Missing', 'Failed', 'InstalledPendingReboot'] }],
  });
  return Patches.map(({ Title, State, Classification, Severity, CVEIds }: PatchComplianceData) => ({
    title: Title ?? '',
    state: State ?? '',
    classification: Classification ?? '',
    severity: Severity ?? '',
    cves: CVEIds ?? '',
  }));
}

/** A baseline's name changes seldom; names that could not be had are asked for again. */
const names = new WeakMap<Clients, Map<string, string>>();

/** @param BaselineId an id, or the ARN of a baseline of AWS */
export async function baselineName(clients: Clients, BaselineId: string): Promise<string | undefined> {
  const known = names.get(clients) ?? new Map<string, string>();
  names.set(clients, known);
  if (known.has(BaselineId)) return known.get(BaselineId);
  try {
    const { Name = '' } = await clients.ssm.getPatchBaseline({ BaselineId });
    known.set(BaselineId, Name);
    return Name;
  } catch (error) {
    if (/AccessDenied|DoesNotExist|InvalidResourceId/.test((error as Error).name)) return undefined;
    throw error;
  }
}
