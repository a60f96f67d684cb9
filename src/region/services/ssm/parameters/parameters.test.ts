import assert from 'node:assert/strict';
import { test } from 'node:test';
import { debianImage, openSsm } from '../fixture.ts';

const names = (list: { Name?: string }[] | undefined) => list!.map(({ Name }) => Name);

test('a parameter is put, read, overwritten and deleted', async (t) => {
  const { ssm } = (await openSsm(t)).clients;
  const Name = '/team/database/host';
  assert.equal((await ssm.putParameter({ Name, Type: 'String', Value: 'one' })).Version, 1);
  await assert.rejects(ssm.putParameter({ Name, Type: 'String', Value: 'two' }), { name: 'ParameterAlreadyExists' });
  assert.equal((await ssm.putParameter({ Name, Value: 'two', Overwrite: true })).Version, 2);
  const { Parameter } = await ssm.getParameter({ Name });
  assert.equal(Parameter!.Value, 'two');
  assert.equal(Parameter!.ARN, 'arn:aws:ssm:us-east-1:123456789012:parameter/team/database/host');
  assert.equal((await ssm.getParameter({ Name: `${Name}:2` })).Parameter!.Selector, ':2');
  await assert.rejects(ssm.getParameter({ Name: `${Name}:1` }), { name: 'ParameterVersionNotFound' });
  await ssm.deleteParameter({ Name });
  await assert.rejects(ssm.getParameter({ Name }), { name: 'ParameterNotFound' });
  await assert.rejects(ssm.deleteParameter({ Name }), { name: 'ParameterNotFound' });
});

test('what a parameter may not be is refused', async (t) => {
  const { ssm } = (await openSsm(t)).clients;
  const put = (Name: string, more: object = {}) => ssm.putParameter({ Name, Type: 'String', Value: 'x', ...more });
  await assert.rejects(put('secret', { Type: 'SecureString' }), { message: /SecureString/ });
  await assert.rejects(put('secret', { KeyId: 'alias/key' }), { message: /KeyId/ });
  await assert.rejects(put('/aws/mine'), { name: 'ValidationException' });
  await assert.rejects(put('a/b'), { name: 'ValidationException', message: /fully qualified/ });
  await assert.rejects(put('/1'.repeat(16)), { name: 'HierarchyLevelLimitExceededException' });
  await assert.rejects(put('n', { AllowedPattern: '^\\d+$' }), { name: 'ParameterPatternMismatchException' });
  await assert.rejects(ssm.putParameter({ Name: 'typeless', Value: 'x' }), { name: 'ValidationException' });
  assert.deepEqual((await ssm.describeParameters({})).Parameters, []);
});

test('several are read by name or by path, in the order of their names', async (t) => {
  const { ssm } = (await openSsm(t)).clients;
  for (const Name of ['/app/b', '/app/a', '/app/deep/c', 'loose'])
    await ssm.putParameter({ Name, Type: 'String', Value: Name });
  const some = await ssm.getParameters({ Names: ['loose', '/app/a', '/none'] });
  assert.deepEqual(names(some.Parameters), ['loose', '/app/a']);
  assert.deepEqual(some.InvalidParameters, ['/none']);
  assert.deepEqual(names((await ssm.getParametersByPath({ Path: '/app' })).Parameters), ['/app/a', '/app/b']);
  const first = await ssm.getParametersByPath({ Path: '/app', Recursive: true, MaxResults: 2 });
  assert.deepEqual(names(first.Parameters), ['/app/a', '/app/b']);
  const next = await ssm.getParametersByPath({
    Path: '/app',
    Recursive: true,
    MaxResults: 2,
    NextToken: first.NextToken,
  });
  assert.deepEqual(names(next.Parameters), ['/app/deep/c']);
  assert.equal(next.NextToken, undefined);
  await assert.rejects(ssm.getParametersByPath({ Path: '/app', NextToken: 'nonsense' }), { name: 'InvalidNextToken' });
});

test('parameters are found by name, path, type and tag', async (t) => {
  const { ssm } = (await openSsm(t)).clients;
  await ssm.putParameter({ Name: '/app/a', Type: 'String', Value: '1', Tags: [{ Key: 'Team', Value: 'web' }] });
  await ssm.putParameter({ Name: '/app/deep/b', Type: 'StringList', Value: '1,2', Description: 'both' });
  const found = async (Key: string, Values: string[], Option?: string) =>
    names((await ssm.describeParameters({ ParameterFilters: [{ Key, Values, Option }] })).Parameters);
  assert.deepEqual(await found('Name', ['/app'], 'BeginsWith'), ['/app/a', '/app/deep/b']);
  assert.deepEqual(await found('Path', ['/app']), ['/app/a']);
  assert.deepEqual(await found('Path', ['/app'], 'Recursive'), ['/app/a', '/app/deep/b']);
  assert.deepEqual(await found('Type', ['StringList']), ['/app/deep/b']);
  assert.deepEqual(await found('tag:Team', ['web']), ['/app/a']);
  await assert.rejects(found('Colour', ['red']), { name: 'InvalidFilterKey' });
});

test("Debian's public parameter is the id of the Region's own Debian image", async (t) => {
  const { ssm } = (await openSsm(t)).clients;
  const Name = '/aws/service/debian/release/12/latest/amd64';
  const { Parameter } = await ssm.getParameter({ Name });
  assert.equal(Parameter!.Value, debianImage);
  assert.equal(Parameter!.DataType, 'aws:ec2:image');
  assert.equal(Parameter!.ARN, `arn:aws:ssm:us-east-1::parameter${Name}`);
  const below = await ssm.getParametersByPath({ Path: '/aws/service/debian', Recursive: true });
  assert.deepEqual(names(below.Parameters), [Name]);
  assert.deepEqual(names((await ssm.describeParameters({})).Parameters), [], "it is not the account's own");
});
