/** What each package's patch state is, and the counts of them (User Guide, "Patch compliance state values"). */
import { type Baseline, judge } from './baseline.ts';
import { aptName, type InstalledPackage, isSecurity, type Policy, patchName } from './packages.ts';

export type PatchState =
  | 'Installed'
  | 'InstalledOther'
  | 'InstalledPendingReboot'
  | 'InstalledRejected'
  | 'Missing'
  | 'Failed';

/** A patch as DescribeInstancePatches shows it. */
export interface Patch {
  /** `openssl.amd64` */
  readonly kbId: string;
  /** `openssl.amd64:3.0.17-1~deb12u2` */
  readonly title: string;
  readonly classification: string;
  readonly severity: string;
  readonly state: PatchState;
  /** milliseconds since epoch, 0 where the machine does not say */
  readonly installedAt: number;
  readonly complianceLevel: string;
}

/** What the states are worked out from. */
export interface Findings {
  readonly baseline: Baseline;
  /** e.g. `Debian12` */
  readonly product: string;
  /** what is installed now */
  readonly packages: readonly InstalledPackage[];
  /** by apt's name */
  readonly policies: ReadonlyMap<string, Policy>;
  /** patch names that this operation has tried to install */
  readonly attempted: ReadonlySet<string>;
  /** patch names that were installed since the machine was booted */
  readonly pendingReboot: ReadonlySet<string>;
}

export const productOf = ({ systemVersion }: { systemVersion: string }): string => `Debian${systemVersion}`;

export function patchesOf(findings: Findings): Patch[] {
  const { baseline, product, packages, policies, attempted, pendingReboot } = findings;
  return packages.map((each): Patch => {
    const policy = policies.get(aptName(each, packages));
    const candidate = policy?.candidate ?? each.version;
    const security = policy !== undefined && isSecurity(policy, candidate);
    const { approved, rejected, complianceLevel } = judge(baseline, { ...each, security, product });
    const kbId = patchName(each);
    const upToDate = candidate === each.version;
    const state = (): PatchState => {
      if (rejected && baseline.RejectedPatchesAction === 'BLOCK') return 'InstalledRejected';
      if (approved && !upToDate) return attempted.has(kbId) ? 'Failed' : 'Missing';
      if (pendingReboot.has(kbId)) return 'InstalledPendingReboot';
      return approved ? 'Installed' : 'InstalledOther';
    };
    return {
      kbId,
      title: `${kbId}:${approved ? candidate : each.version}`,
      classification: security ? 'Security' : '',
      severity: each.priority.charAt(0).toUpperCase() + each.priority.slice(1),
      state: state(),
      installedAt: each.changedAt ?? 0,
      complianceLevel,
    };
  });
}

/** The counts of InstancePatchState. */
export interface PatchCounts {
  readonly InstalledCount: number;
  readonly InstalledOtherCount: number;
  readonly InstalledPendingRebootCount: number;
  readonly InstalledRejectedCount: number;
  readonly MissingCount: number;
  readonly FailedCount: number;
  readonly NotApplicableCount: number;
  readonly CriticalNonCompliantCount: number;
  readonly SecurityNonCompliantCount: number;
  readonly OtherNonCompliantCount: number;
}

const nonCompliant = new Set<PatchState>(['Missing', 'Failed', 'InstalledRejected', 'InstalledPendingReboot']);

/** @param approvedPatches the baseline's list: those of it that are not installed are not applicable */
export function countsOf(patches: readonly Patch[], approvedPatches: readonly string[]): PatchCounts {
  const count = (state: PatchState) => patches.filter((patch) => patch.state === state).length;
  const bad = patches.filter(({ state }) => nonCompliant.has(state));
  const critical = (patch: Patch) => patch.complianceLevel === 'CRITICAL';
  const security = (patch: Patch) => patch.classification === 'Security';
  const installed = new Set(patches.map(({ kbId }) => kbId.slice(0, kbId.lastIndexOf('.'))));
  return {
    InstalledCount: count('Installed'),
    InstalledOtherCount: count('InstalledOther'),
    InstalledPendingRebootCount: count('InstalledPendingReboot'),
    InstalledRejectedCount: count('InstalledRejected'),
    MissingCount: count('Missing'),
    FailedCount: count('Failed'),
    NotApplicableCount: approvedPatches.filter((name) => !installed.has(name)).length,
    CriticalNonCompliantCount: bad.filter(critical).length,
    SecurityNonCompliantCount: bad.filter(security).length,
    OtherNonCompliantCount: bad.filter((patch) => !critical(patch) && !security(patch)).length,
  };
}
