import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSsm } from '../fixture.ts';

test('tags are added, changed, removed, and go with their resource', async (t) => {
  const { ssm } = (await openSsm(t)).clients;
  const baseline = { Name: 'Tagged', OperatingSystem: 'DEBIAN' as const };
  const { BaselineId } = await ssm.createPatchBaseline({ ...baseline, Tags: [{ Key: 'Team', Value: 'web' }] });
  const resource = { ResourceType: 'PatchBaseline' as const, ResourceId: BaselineId! };
  const tags = async () => (await ssm.listTagsForResource(resource)).TagList;
  await ssm.addTagsToResource({
    ...resource,
    Tags: [
      { Key: 'Team', Value: 'search' },
      { Key: 'Cost', Value: '' },
    ],
  });
  assert.deepEqual(await tags(), [
    { Key: 'Cost', Value: '' },
    { Key: 'Team', Value: 'search' },
  ]);
  await ssm.removeTagsFromResource({ ...resource, TagKeys: ['Team', 'Nothing'] });
  assert.deepEqual(await tags(), [{ Key: 'Cost', Value: '' }]);
  await ssm.deletePatchBaseline({ BaselineId });
  await assert.rejects(tags(), { name: 'InvalidResourceId' });
});

test('more than fifty tags are too many, and none of them is added', async (t) => {
  const { ssm } = (await openSsm(t)).clients;
  await ssm.putParameter({ Name: 'full', Type: 'String', Value: 'x' });
  const resource = { ResourceType: 'Parameter' as const, ResourceId: 'full' };
  const Tags = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));
  await assert.rejects(ssm.addTagsToResource({ ...resource, Tags }), { name: 'TooManyTagsError' });
  assert.deepEqual((await ssm.listTagsForResource(resource)).TagList, []);
});

test('what the Region has no resources of is refused by name', async (t) => {
  const { ssm } = (await openSsm(t)).clients;
  await assert.rejects(ssm.listTagsForResource({ ResourceType: 'OpsItem', ResourceId: 'oi-1' }), {
    name: 'NotImplemented',
    message: /OpsItem/,
  });
});
