/** What CreatePatchBaseline and UpdatePatchBaseline take, and what they refuse. */
import type { Input } from '../../../api.ts';
import { notSupported } from '../../../errors.ts';
import { constraint, validationException } from '../errors.ts';
import { type Baseline, debianFilters } from './baseline.ts';

/** The members of a baseline, all but its identity. */
export type BaselineInput = Omit<Input<'ssm', 'UpdatePatchBaseline'>, 'BaselineId' | 'Replace'>;

/** As Operation.accepts takes them. Sources and approval dates have no use here: Debian's archive knows no release dates. */
export const baselineMembers = [
  'Name',
  'Description',
  'GlobalFilters.PatchFilters',
  'ApprovalRules.PatchRules.PatchFilterGroup.PatchFilters',
  'ApprovalRules.PatchRules.ComplianceLevel',
  'ApprovalRules.PatchRules.ApproveAfterDays',
  'ApprovalRules.PatchRules.EnableNonSecurity',
  'ApprovedPatches',
  'ApprovedPatchesComplianceLevel',
  'ApprovedPatchesEnableNonSecurity',
  'RejectedPatches',
  'RejectedPatchesAction',
];

/** The defaults of CreatePatchBaseline. */
export const emptyBaseline = {
  Description: '',
  GlobalFilters: { PatchFilters: [] },
  ApprovalRules: { PatchRules: [] },
  ApprovedPatches: [],
  ApprovedPatchesComplianceLevel: 'UNSPECIFIED',
  ApprovedPatchesEnableNonSecurity: false,
  RejectedPatches: [],
  RejectedPatchesAction: 'ALLOW_AS_DEPENDENCY',
} as const satisfies Partial<Baseline>;

const complianceLevels = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL', 'UNSPECIFIED'];
const actions = ['ALLOW_AS_DEPENDENCY', 'BLOCK'];

const oneOf = (value: string | undefined, member: string, allowed: readonly string[]): void => {
  if (value !== undefined && !allowed.includes(value))
    throw constraint(value, member, `Member must satisfy enum value set: [${allowed.join(', ')}]`);
};

/** @throws WireError NotImplemented for an operating system that the Region has no machines of */
export function checkOperatingSystem(operatingSystem = 'WINDOWS'): void {
  if (operatingSystem !== 'DEBIAN') throw notSupported(`patch baselines for the operating system ${operatingSystem}`);
}

/** @throws WireError ValidationException; NotImplemented for approval delays */
export function checkBaseline(input: BaselineInput): void {
  if (input.Name !== undefined && !/^[a-zA-Z0-9_\-.]{3,128}$/.test(input.Name))
    throw constraint(input.Name, 'name', 'Member must satisfy regular expression pattern: ^[a-zA-Z0-9_\\-.]{3,128}$');
  oneOf(input.ApprovedPatchesComplianceLevel, 'approvedPatchesComplianceLevel', complianceLevels);
  oneOf(input.RejectedPatchesAction, 'rejectedPatchesAction', actions);
  const rules = input.ApprovalRules?.PatchRules ?? [];
  for (const { ComplianceLevel, ApproveAfterDays } of rules) {
    oneOf(ComplianceLevel, 'approvalRules.patchRules.complianceLevel', complianceLevels);
    if (ApproveAfterDays !== undefined && ApproveAfterDays !== 0)
      throw notSupported("ApproveAfterDays other than 0: Debian's archive does not tell when an update was released");
  }
  for (const group of [input.GlobalFilters, ...rules.map(({ PatchFilterGroup }) => PatchFilterGroup)])
    for (const { Key } of group?.PatchFilters ?? [])
      if (debianFilters[Key!] === undefined)
        throw validationException(
          `Patch filter ${Key} is not supported for DEBIAN. Supported filters: ${Object.keys(debianFilters).join(', ')}.`,
        );
}

/** The members that were given, in the shape in which a baseline is kept. */
export function givenMembers(input: BaselineInput): Partial<Baseline> {
  const { GlobalFilters, ApprovalRules, ...rest } = input;
  return Object.fromEntries(
    Object.entries({
      ...rest,
      GlobalFilters: GlobalFilters && { PatchFilters: GlobalFilters.PatchFilters },
      ApprovalRules: ApprovalRules && {
        PatchRules: ApprovalRules.PatchRules?.map((rule) => ({
          ...rule,
          ComplianceLevel: rule.ComplianceLevel ?? 'UNSPECIFIED',
          ApproveAfterDays: rule.ApproveAfterDays ?? 0,
          EnableNonSecurity: rule.EnableNonSecurity ?? false,
        })),
      },
    }).filter(([, value]) => value !== undefined),
  );
}
