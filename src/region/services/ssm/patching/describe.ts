/** Baselines and patch states in the shapes of the API. */
import type {
  GetPatchBaselineResult,
  InstancePatchState,
  OperatingSystem,
  PatchBaselineIdentity,
  PatchComplianceData,
} from '@aws-sdk/client-ssm';
import type { Context } from '../../../service.ts';
import type { Baseline } from './baseline.ts';
import { defaultBaselineId } from './baseline-lookup.ts';
import { allPatchGroups, type BaselineRow, type PatchStateRow } from './rows.ts';
import type { Patch } from './states.ts';

export function describeBaseline(
  context: Context,
  { baseline, createdAt, modifiedAt }: BaselineRow,
): GetPatchBaselineResult {
  return {
    ...baseline,
    OperatingSystem: baseline.OperatingSystem as OperatingSystem,
    ApprovedPatches: [...baseline.ApprovedPatches],
    RejectedPatches: [...baseline.RejectedPatches],
    PatchGroups: allPatchGroups(context.db)
      .filter(({ baselineId }) => baselineId === baseline.BaselineId)
      .map(({ patchGroup }) => patchGroup),
    CreatedDate: new Date(createdAt),
    ModifiedDate: new Date(modifiedAt),
    Sources: [],
  };
}

export function identifyBaseline(context: Context, baseline: Baseline): PatchBaselineIdentity {
  return {
    BaselineId: baseline.BaselineId,
    BaselineName: baseline.Name,
    OperatingSystem: baseline.OperatingSystem as OperatingSystem,
    BaselineDescription: baseline.Description,
    DefaultBaseline: defaultBaselineId(context, baseline.OperatingSystem) === baseline.BaselineId,
  };
}

export function describePatchState(row: PatchStateRow): InstancePatchState {
  const { operation, counts, endedAt, lastNoRebootInstallAt } = row;
  return {
    InstanceId: row.instanceId,
    PatchGroup: operation.patchGroup,
    BaselineId: operation.baselineId,
    SnapshotId: operation.snapshotId,
    OwnerInformation: '',
    ...counts,
    UnreportedNotApplicableCount: 0,
    OperationStartTime: new Date(operation.startedAt),
    OperationEndTime: new Date(endedAt),
    Operation: operation.operation,
    RebootOption: operation.rebootOption,
    ...(lastNoRebootInstallAt !== null && { LastNoRebootInstallOperationTime: new Date(lastNoRebootInstallAt) }),
  };
}

export function describePatch(patch: Patch): PatchComplianceData {
  return {
    Title: patch.title,
    KBId: patch.kbId,
    Classification: patch.classification,
    Severity: patch.severity,
    // AWS answers `Installed`, `Missing`, …, and filters by these words, though the model's enumeration is in capitals.
    State: patch.state as string as PatchComplianceData['State'],
    InstalledTime: new Date(patch.installedAt),
  };
}
