import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CreatePatchBaselineCommandInput } from '@aws-sdk/client-ssm';
import { openSsm } from '../fixture.ts';

const predefined = 'arn:aws:ssm:us-east-1:075727635805:patchbaseline/pb-09a5f8eb62bde80b1';
const request: CreatePatchBaselineCommandInput = {
  Name: 'Quarterly',
  OperatingSystem: 'DEBIAN',
  ApprovalRules: {
    PatchRules: [
      {
        PatchFilterGroup: { PatchFilters: [{ Key: 'PRIORITY', Values: ['Required', 'Important'] }] },
        ComplianceLevel: 'HIGH',
      },
    ],
  },
  RejectedPatches: ['curl'],
};

test('a baseline is created with the defaults of the API, changed, replaced and deleted', async (t) => {
  const { ssm } = (await openSsm(t)).clients;
  const { BaselineId } = await ssm.createPatchBaseline(request);
  assert.match(BaselineId!, /^pb-0[0-9a-f]{16}$/);
  const created = await ssm.getPatchBaseline({ BaselineId });
  assert.equal(created.RejectedPatchesAction, 'ALLOW_AS_DEPENDENCY');
  assert.deepEqual(created.ApprovalRules!.PatchRules![0], {
    PatchFilterGroup: { PatchFilters: [{ Key: 'PRIORITY', Values: ['Required', 'Important'] }] },
    ComplianceLevel: 'HIGH',
    ApproveAfterDays: 0,
    EnableNonSecurity: false,
  });
  const changed = await ssm.updatePatchBaseline({ BaselineId, RejectedPatchesAction: 'BLOCK' });
  assert.deepEqual([changed.RejectedPatchesAction, changed.RejectedPatches], ['BLOCK', ['curl']]);
  const replaced = await ssm.updatePatchBaseline({ BaselineId, Name: 'Bare', Replace: true });
  assert.deepEqual(
    [replaced.Name, replaced.RejectedPatchesAction, replaced.RejectedPatches, replaced.ApprovalRules!.PatchRules],
    ['Bare', 'ALLOW_AS_DEPENDENCY', [], []],
  );
  await ssm.deletePatchBaseline({ BaselineId });
  await assert.rejects(ssm.getPatchBaseline({ BaselineId }), { name: 'DoesNotExistException' });
});

test('the same request with the same token makes one baseline', async (t) => {
  const { ssm } = (await openSsm(t)).clients;
  const ClientToken = 'once-and-once-only';
  const first = await ssm.createPatchBaseline({ ...request, ClientToken });
  assert.equal((await ssm.createPatchBaseline({ ...request, ClientToken })).BaselineId, first.BaselineId);
});

test('what Debian has no use for is refused by name', async (t) => {
  const { ssm } = (await openSsm(t)).clients;
  const create = (more: Partial<CreatePatchBaselineCommandInput>) => ssm.createPatchBaseline({ ...request, ...more });
  const rule = (more: object) => ({
    PatchRules: [{ PatchFilterGroup: { PatchFilters: [{ Key: 'PRODUCT' as const, Values: ['*'] }] }, ...more }],
  });
  await assert.rejects(create({ OperatingSystem: 'AMAZON_LINUX_2' }), { message: /AMAZON_LINUX_2/ });
  await assert.rejects(create({ OperatingSystem: undefined }), { message: /WINDOWS/ });
  await assert.rejects(create({ ApprovalRules: rule({ ApproveAfterDays: 7 }) }), { message: /ApproveAfterDays/ });
  await assert.rejects(create({ ApprovalRules: rule({ ApproveUntilDate: '2026-01-01' }) }), {
    message: /ApproveUntilDate/,
  });
  await assert.rejects(create({ GlobalFilters: { PatchFilters: [{ Key: 'MSRC_SEVERITY', Values: ['Critical'] }] } }), {
    name: 'ValidationException',
    message: /MSRC_SEVERITY/,
  });
  await assert.rejects(create({ Sources: [{ Name: 's', Products: ['*'], Configuration: 'deb …' }] }), {
    message: /Sources/,
  });
  await assert.rejects(create({ Name: 'a b' }), { name: 'ValidationException' });
});

test("AWS's own baseline is the default until another one is registered", async (t) => {
  const { ssm } = (await openSsm(t)).clients;
  const OperatingSystem = 'DEBIAN';
  assert.equal((await ssm.getDefaultPatchBaseline({ OperatingSystem })).BaselineId, predefined);
  assert.equal((await ssm.getPatchBaseline({ BaselineId: predefined })).Name, 'AWS-DebianDefaultPatchBaseline');
  const { BaselineId } = await ssm.createPatchBaseline(request);
  await ssm.registerDefaultPatchBaseline({ BaselineId });
  assert.equal((await ssm.getDefaultPatchBaseline({ OperatingSystem })).BaselineId, BaselineId);
  await assert.rejects(ssm.deletePatchBaseline({ BaselineId }), { name: 'ResourceInUseException' });
  const identities = async (owner: string) =>
    (await ssm.describePatchBaselines({ Filters: [{ Key: 'OWNER', Values: [owner] }] })).BaselineIdentities!.map(
      (each) => [each.BaselineId, each.DefaultBaseline],
    );
  assert.deepEqual(await identities('AWS'), [[predefined, false]]);
  assert.deepEqual(await identities('Self'), [[BaselineId, true]]);
  await assert.rejects(ssm.updatePatchBaseline({ BaselineId: predefined, Name: 'Mine' }), {
    name: 'DoesNotExistException',
  });
});

test('a patch group has one baseline, which stays as long as it is registered', async (t) => {
  const { ssm } = (await openSsm(t)).clients;
  const { BaselineId } = await ssm.createPatchBaseline(request);
  const other = await ssm.createPatchBaseline({ ...request, Name: 'Other' });
  const PatchGroup = 'web';
  const baselineOf = async () =>
    (await ssm.getPatchBaselineForPatchGroup({ PatchGroup, OperatingSystem: 'DEBIAN' })).BaselineId;
  assert.equal(await baselineOf(), predefined);
  await ssm.registerPatchBaselineForPatchGroup({ BaselineId, PatchGroup });
  assert.equal(await baselineOf(), BaselineId);
  await assert.rejects(ssm.registerPatchBaselineForPatchGroup({ BaselineId: other.BaselineId, PatchGroup }), {
    name: 'AlreadyExistsException',
  });
  await assert.rejects(ssm.deletePatchBaseline({ BaselineId }), { name: 'ResourceInUseException' });
  const { Mappings } = await ssm.describePatchGroups({});
  assert.deepEqual(
    Mappings!.map((each) => [each.PatchGroup, each.BaselineIdentity!.BaselineName]),
    [['web', 'Quarterly']],
  );
  assert.deepEqual((await ssm.getPatchBaseline({ BaselineId })).PatchGroups, ['web']);
  await ssm.deregisterPatchBaselineForPatchGroup({ BaselineId, PatchGroup });
  await assert.rejects(ssm.deregisterPatchBaselineForPatchGroup({ BaselineId, PatchGroup }), {
    name: 'DoesNotExistException',
  });
  assert.equal(await baselineOf(), predefined);
});
