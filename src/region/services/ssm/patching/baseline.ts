/**
 * What a patch baseline says of a package on Debian (User Guide, "How patch baseline rules work on Debian Server",
 * "Package name formats for approved and rejected patch lists").
 */
import type { PatchComplianceLevel, PatchFilter, PatchFilterGroup, PatchRuleGroup } from '@aws-sdk/client-ssm';

/** A baseline as it is kept; the members are those of GetPatchBaseline. */
export interface Baseline {
  readonly BaselineId: string;
  readonly Name: string;
  readonly OperatingSystem: string;
  readonly Description: string;
  readonly GlobalFilters: PatchFilterGroup;
  readonly ApprovalRules: PatchRuleGroup;
  readonly ApprovedPatches: readonly string[];
  readonly ApprovedPatchesComplianceLevel: PatchComplianceLevel;
  readonly ApprovedPatchesEnableNonSecurity: boolean;
  readonly RejectedPatches: readonly string[];
  readonly RejectedPatchesAction: 'ALLOW_AS_DEPENDENCY' | 'BLOCK';
}

/** What rules look at. */
export interface Judged {
  readonly name: string;
  readonly priority: string;
  readonly section: string;
  /** the version in question is in the security archive */
  readonly security: boolean;
  /** e.g. `Debian12` */
  readonly product: string;
}

export interface Judgement {
  readonly approved: boolean;
  /** it is in the list of rejected patches */
  readonly rejected: boolean;
  readonly complianceLevel: PatchComplianceLevel;
}

/** The filters there are for Debian, and what each looks at. */
export const debianFilters: Readonly<Record<string, (judged: Judged) => string>> = {
  PRODUCT: ({ product }) => product,
  PRIORITY: ({ priority }) => priority,
  SECTION: ({ section }) => section,
};

/** dpkg writes `required` where baselines have `Required`. */
const matches = ({ Key, Values = [] }: PatchFilter, judged: Judged): boolean => {
  const value = debianFilters[Key!]!(judged).toLowerCase();
  return Values.some((wanted) => wanted === '*' || wanted.toLowerCase() === value);
};

const all = (group: PatchFilterGroup | undefined, judged: Judged): boolean =>
  (group?.PatchFilters ?? []).every((filter) => matches(filter, judged));

/** A package is approved by name or by the first rule that it meets; being rejected outweighs both. */
export function judge(baseline: Baseline, judged: Judged): Judgement {
  const rejected = baseline.RejectedPatches.includes(judged.name);
  const byName =
    baseline.ApprovedPatches.includes(judged.name) && (judged.security || baseline.ApprovedPatchesEnableNonSecurity);
  const rule = (baseline.ApprovalRules.PatchRules ?? []).find(
    (each) => all(each.PatchFilterGroup, judged) && (judged.security || each.EnableNonSecurity === true),
  );
  const byRule = rule !== undefined && all(baseline.GlobalFilters, judged);
  const level = byName ? baseline.ApprovedPatchesComplianceLevel : byRule ? rule.ComplianceLevel : undefined;
  return { approved: !rejected && (byName || byRule), rejected, complianceLevel: level ?? 'UNSPECIFIED' };
}
