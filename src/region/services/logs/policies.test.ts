import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestRegion } from '../../../../test/region.ts';
import { service as logs } from './index.ts';

test('resource policies are put, replaced, described and deleted', async () => {
  const region = await openTestRegion({ services: [logs] });
  const client = region.clients.logs;
  const statement = { Effect: 'Allow', Principal: '*', Action: 'logs:PutLogEvents', Resource: '*' };
  const document = (...Statement: object[]) => JSON.stringify({ Statement });
  await client.putResourcePolicy({ policyName: 'one', policyDocument: document(statement) });
  await client.putResourcePolicy({ policyName: 'one', policyDocument: document(statement, statement) });
  const { resourcePolicies } = await client.describeResourcePolicies({});
  assert.deepEqual(
    resourcePolicies?.map(({ policyName, policyDocument }) => [policyName, policyDocument]),
    [['one', document(statement, statement)]],
  );
  await client.deleteResourcePolicy({ policyName: 'one' });
  await assert.rejects(client.deleteResourcePolicy({ policyName: 'one' }), {
    name: 'ResourceNotFoundException',
    message: 'Policy with name [one] does not exist.',
  });
  for (const policyDocument of ['{', '[]', document(), document({ ...statement, Principal: undefined })])
    await assert.rejects(client.putResourcePolicy({ policyName: 'bad', policyDocument }), {
      name: 'InvalidParameterException',
    });
  for (let index = 0; index < 10; index++)
    await client.putResourcePolicy({ policyName: `p${index}`, policyDocument: document(statement) });
  await assert.rejects(client.putResourcePolicy({ policyName: 'p10', policyDocument: document(statement) }), {
    name: 'LimitExceededException',
  });
  await region.close();
});
