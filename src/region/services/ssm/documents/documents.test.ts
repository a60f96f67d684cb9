import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSsm } from '../fixture.ts';

test('the two documents are listed, described and shown', async (t) => {
  const { ssm } = (await openSsm(t)).clients;
  const { DocumentIdentifiers } = await ssm.listDocuments({ Filters: [{ Key: 'Owner', Values: ['Amazon'] }] });
  assert.deepEqual(
    DocumentIdentifiers!.map(({ Name }) => Name),
    ['AWS-RunPatchBaseline', 'AWS-RunShellScript'],
  );
  const { Document } = await ssm.describeDocument({ Name: 'AWS-RunPatchBaseline' });
  assert.deepEqual(
    Document!.Parameters!.map(({ Name, DefaultValue }) => [Name, DefaultValue]),
    [
      ['Operation', undefined],
      ['AssociationId', ''],
      ['SnapshotId', ''],
      ['InstallOverrideList', ''],
      ['BaselineOverride', ''],
      ['RebootOption', 'RebootIfNeeded'],
    ],
  );
  const { Content } = await ssm.getDocument({ Name: 'AWS-RunPatchBaseline' });
  const { mainSteps } = JSON.parse(Content!) as { mainSteps: { name: string }[] };
  assert.deepEqual(
    mainSteps.map(({ name }) => name),
    ['PatchWindows', 'PatchLinux', 'PatchMacOS'],
  );
});

test('a document or a version that is not there is refused', async (t) => {
  const { ssm } = (await openSsm(t)).clients;
  await assert.rejects(ssm.getDocument({ Name: 'AWS-UpdateSSMAgent' }), { name: 'InvalidDocument' });
  await assert.rejects(ssm.getDocument({ Name: 'AWS-RunShellScript', DocumentVersion: '9' }), {
    name: 'InvalidDocumentVersion',
  });
});
