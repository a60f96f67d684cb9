/**
 * The predefined baselines (User Guide, "Predefined and custom patch baselines"): only Debian's, as the Region's machines
 * are Debian and it would have nothing to prove the others on.
 */
import type { Place } from '../../../arn.ts';
import type { Baseline } from './baseline.ts';

/** The baseline's ARN in us-east-1; on AWS the account and the id are others in each Region. */
const debianArn = (region: string): string => `arn:aws:ssm:${region}:075727635805:patchbaseline/pb-09a5f8eb62bde80b1`;

/** Since when there is a baseline for Debian. */
export const predefinedAt = Date.UTC(2021, 0, 1);

/** "Immediately approves all operating system security-related patches that have a priority of Required, Important, Standard, Optional or Extra." */
const debian = (region: string): Baseline => ({
  BaselineId: debianArn(region),
  Name: 'AWS-DebianDefaultPatchBaseline',
  OperatingSystem: 'DEBIAN',
  Description: 'Default Patch Baseline for Debian Provided by AWS.',
  GlobalFilters: { PatchFilters: [] },
  ApprovalRules: {
    PatchRules: [
      {
        PatchFilterGroup: {
          PatchFilters: [
            { Key: 'PRODUCT', Values: ['*'] },
            { Key: 'SECTION', Values: ['*'] },
            { Key: 'PRIORITY', Values: ['Required', 'Important', 'Standard', 'Optional', 'Extra'] },
          ],
        },
        ComplianceLevel: 'UNSPECIFIED',
        ApproveAfterDays: 0,
        EnableNonSecurity: false,
      },
    ],
  },
  ApprovedPatches: [],
  ApprovedPatchesComplianceLevel: 'UNSPECIFIED',
  ApprovedPatchesEnableNonSecurity: false,
  RejectedPatches: [],
  RejectedPatchesAction: 'ALLOW_AS_DEPENDENCY',
});

export const predefinedBaselines = ({ region }: Pick<Place, 'region'>): Baseline[] => [debian(region)];
