import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Baseline, type Judged, judge } from './baseline.ts';
import { predefinedBaselines } from './default-baselines.ts';

const openssl: Judged = {
  name: 'openssl',
  priority: 'optional',
  section: 'utils',
  security: true,
  product: 'Debian12',
};
const [predefined] = predefinedBaselines({ region: 'us-east-1' });
const empty: Baseline = { ...predefined!, ApprovalRules: { PatchRules: [] } };

const rule = (Key: 'PRODUCT' | 'PRIORITY' | 'SECTION', Values: string[], more: object = {}): Baseline => ({
  ...empty,
  ApprovalRules: { PatchRules: [{ PatchFilterGroup: { PatchFilters: [{ Key, Values }] }, ...more }] },
});

const approved = (baseline: Baseline, more: Partial<Judged> = {}) => judge(baseline, { ...openssl, ...more }).approved;

test('AWS-DebianDefaultPatchBaseline approves security updates of every priority, and nothing else', () => {
  for (const priority of ['required', 'important', 'standard', 'optional', 'extra'])
    assert.equal(approved(predefined!, { priority }), true, priority);
  assert.equal(approved(predefined!, { security: false }), false);
});

test('a rule approves what meets all its filters, written as people or as dpkg write it', () => {
  assert.equal(approved(rule('PRIORITY', ['Required', 'Optional'])), true);
  assert.equal(approved(rule('PRIORITY', ['Required'])), false);
  assert.equal(approved(rule('SECTION', ['utils'])), true);
  assert.equal(approved(rule('PRODUCT', ['Debian11'])), false);
  assert.equal(approved(rule('PRODUCT', ['*'])), true);
});

test('updates that are not for security are approved only by a rule that includes them', () => {
  assert.equal(approved(rule('PRODUCT', ['*']), { security: false }), false);
  assert.equal(approved(rule('PRODUCT', ['*'], { EnableNonSecurity: true }), { security: false }), true);
});

test('global filters hold for the rules', () => {
  const narrow = { ...predefined!, GlobalFilters: { PatchFilters: [{ Key: 'SECTION' as const, Values: ['libs'] }] } };
  assert.equal(approved(narrow), false);
  assert.equal(approved(narrow, { section: 'libs' }), true);
});

test('a package is approved by its name, beside all rules', () => {
  const byName: Baseline = { ...empty, ApprovedPatches: ['openssl'], ApprovedPatchesComplianceLevel: 'CRITICAL' };
  assert.deepEqual(judge(byName, openssl), { approved: true, rejected: false, complianceLevel: 'CRITICAL' });
  assert.equal(approved(byName, { name: 'curl' }), false);
  assert.equal(approved(byName, { security: false }), false);
  assert.equal(approved({ ...byName, ApprovedPatchesEnableNonSecurity: true }, { security: false }), true);
});

test('being rejected outweighs every approval', () => {
  const rejecting: Baseline = { ...predefined!, ApprovedPatches: ['openssl'], RejectedPatches: ['openssl'] };
  assert.deepEqual(judge(rejecting, openssl), { approved: false, rejected: true, complianceLevel: 'UNSPECIFIED' });
});
