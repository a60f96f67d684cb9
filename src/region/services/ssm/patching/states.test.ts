import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Baseline } from './baseline.ts';
import { predefinedBaselines } from './default-baselines.ts';
import type { InstalledPackage, Policy } from './packages.ts';
import { countsOf, type Findings, patchesOf } from './states.ts';

const [baseline] = predefinedBaselines({ region: 'us-east-1' });

const installed = (name: string, version: string): InstalledPackage => ({
  name,
  architecture: 'amd64',
  version,
  priority: 'optional',
  section: 'utils',
  changedAt: 5000,
});

const policy = (candidate: string, suite: string): Policy => ({ candidate, suites: new Map([[candidate, [suite]]]) });
const security = 'bookworm-security/main';

const findings = (more: Partial<Findings>): Findings => ({
  baseline: baseline!,
  product: 'Debian12',
  packages: [installed('openssl', '1')],
  policies: new Map([['openssl', policy('2', security)]]),
  attempted: new Set(),
  pendingReboot: new Set(),
  ...more,
});

const upToDate = { packages: [installed('openssl', '2')] };

describe('a package', () => {
  const cases: [what: string, more: Partial<Findings>, state: string][] = [
    ['that is approved and can be upgraded is Missing', {}, 'Missing'],
    ['that an operation tried to install in vain is Failed', { attempted: new Set(['openssl.amd64']) }, 'Failed'],
    ['that is approved and up to date is Installed', upToDate, 'Installed'],
    [
      'that was installed since the boot is InstalledPendingReboot',
      { ...upToDate, pendingReboot: new Set(['openssl.amd64']) },
      'InstalledPendingReboot',
    ],
    [
      'that the baseline does not approve is InstalledOther',
      { policies: new Map([['openssl', policy('2', 'bookworm/main')]]) },
      'InstalledOther',
    ],
    [
      'that is rejected, but allowed as a dependency, is InstalledOther',
      { baseline: { ...baseline!, RejectedPatches: ['openssl'] } },
      'InstalledOther',
    ],
    [
      'that is rejected and blocked is InstalledRejected',
      { baseline: { ...baseline!, RejectedPatches: ['openssl'], RejectedPatchesAction: 'BLOCK' } },
      'InstalledRejected',
    ],
    ['that apt knows no source of is InstalledOther', { policies: new Map() }, 'InstalledOther'],
  ];
  for (const [what, more, state] of cases) test(what, () => assert.equal(patchesOf(findings(more))[0]!.state, state));
});

test('a patch has the names that Patch Manager gives it', () => {
  assert.deepEqual(patchesOf(findings({})), [
    {
      kbId: 'openssl.amd64',
      title: 'openssl.amd64:2',
      classification: 'Security',
      severity: 'Optional',
      state: 'Missing',
      installedAt: 5000,
      complianceLevel: 'UNSPECIFIED',
    },
  ]);
});

test('the counts tell the states, and what is not compliant by its weight', () => {
  const [rule] = baseline!.ApprovalRules.PatchRules!;
  const critical: Baseline = {
    ...baseline!,
    ApprovalRules: { PatchRules: [{ ...rule!, ComplianceLevel: 'CRITICAL' }] },
    ApprovedPatches: ['openssl', 'not-there'],
    RejectedPatches: ['curl'],
    RejectedPatchesAction: 'BLOCK',
  };
  const patches = patchesOf(
    findings({
      baseline: critical,
      packages: [installed('openssl', '1'), installed('libc6', '1'), installed('curl', '1'), installed('bash', '1')],
      policies: new Map([
        ['openssl', policy('2', security)],
        ['libc6', policy('2', security)],
        ['curl', policy('1', 'bookworm/main')],
        ['bash', policy('1', 'bookworm/main')],
      ]),
      attempted: new Set(['libc6.amd64']),
    }),
  );
  assert.deepEqual(countsOf(patches, critical.ApprovedPatches), {
    InstalledCount: 0,
    InstalledOtherCount: 1,
    InstalledPendingRebootCount: 0,
    InstalledRejectedCount: 1,
    MissingCount: 1,
    FailedCount: 1,
    NotApplicableCount: 1,
    // openssl was approved by name, for which the baseline has no compliance level.
    CriticalNonCompliantCount: 1,
    SecurityNonCompliantCount: 2,
    OtherNonCompliantCount: 1,
  });
});
