import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { LifecycleRule, S3 } from '@aws-sdk/client-s3';
import { type TestRegion, testStart } from '../../../../test/region.ts';
import { openBuckets } from './fixture.ts';

const day = 86_400_000;
const Bucket = 'evidence';

let region: TestRegion;
let s3: S3;
beforeEach(async () => {
  region = await openBuckets();
  s3 = region.clients.s3;
  await s3.createBucket({ Bucket });
  await s3.createBucket({ Bucket: 'probes' });
});
afterEach(() => region.close());

const rules = (...Rules: LifecycleRule[]) =>
  s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules } });
const rule = (Prefix: string, Days: number, more: Partial<LifecycleRule> = {}): LifecycleRule => ({
  Status: 'Enabled',
  Filter: { Prefix },
  Expiration: { Days },
  ...more,
});
const put = (Key: string) => s3.putObject({ Bucket, Key });
const keys = async () => (await s3.listObjectsV2({ Bucket })).Contents?.map(({ Key }) => Key) ?? [];

/** Simulated time passes while nobody asks for anything. @returns when it was that the object was gone */
async function whenGone(key: string): Promise<Date | undefined> {
  while ((await keys()).includes(key)) await new Promise(setImmediate);
  await s3.putObject({ Bucket: 'probes', Key: 'k' });
  return (await s3.headObject({ Bucket: 'probes', Key: 'k' })).LastModified;
}

describe('objects expire', () => {
  test('at the midnight that follows their days', async () => {
    await rules(rule('tmp/', 3, { ID: 'short' }));
    const { Expiration } = await put('tmp/a');
    await put('kept');
    const end = new Date(testStart + 3 * day);
    assert.equal(Expiration, `expiry-date="${end.toUTCString()}", rule-id="short"`);
    assert.deepEqual(await whenGone('tmp/a'), end);
    assert.deepEqual(await keys(), ['kept']);
  });

  test('when they were there before the rule was', async () => {
    await put('old');
    await rules(rule('', 10));
    assert.deepEqual(await whenGone('old'), new Date(testStart + 10 * day));
  });

  test('by the rule that ends them first', async () => {
    await rules(rule('', 30), rule('a', 2), rule('a', 1, { Status: 'Disabled' }));
    await put('a');
    assert.deepEqual(await whenGone('a'), new Date(testStart + 2 * day));
  });

  test('counted anew from when they were written again', async () => {
    await rules(rule('', 2));
    await put('k');
    await whenGone('k');
    const { Expiration } = await put('k');
    assert.equal(Expiration?.includes(new Date(testStart + 4 * day).toUTCString()), true);
  });
});

describe('rules', () => {
  test('are told as they were put, each with an id', async () => {
    await rules(rule('a/', 1, { ID: 'one' }), { Status: 'Disabled', Prefix: '', Expiration: { Days: 5 } });
    const { Rules = [] } = await s3.getBucketLifecycleConfiguration({ Bucket });
    assert.deepEqual(Rules[0], rule('a/', 1, { ID: 'one' }));
    assert.match(Rules[1]?.ID ?? '', /.+/);
    assert.equal(Rules[1]?.Prefix, '');
    await s3.deleteBucketLifecycle({ Bucket });
    await assert.rejects(s3.getBucketLifecycleConfiguration({ Bucket }), { name: 'NoSuchLifecycleConfiguration' });
  });

  for (const [what, given, name] of [
    ['no days', rule('', 0), 'InvalidArgument'],
    ['half a day', rule('', 1.5), 'InvalidArgument'],
    ['no action', { Status: 'Enabled', Filter: { Prefix: '' } }, 'InvalidRequest'],
    ['neither prefix nor filter', { Status: 'Enabled', Expiration: { Days: 1 } }, 'MalformedXML'],
    ['a status that is none', rule('', 1, { Status: 'On' as 'Enabled' }), 'MalformedXML'],
    ['a date', rule('', 1, { Expiration: { Date: new Date() } }), 'NotImplemented'],
    ['a transition', rule('', 1, { Transitions: [{ Days: 1, StorageClass: 'GLACIER' }] }), 'NotImplemented'],
  ] as const)
    test(`with ${what} are refused`, async () => {
      await assert.rejects(rules(given as LifecycleRule), { name });
    });

  test('have each an id of their own', async () => {
    await assert.rejects(rules(rule('a', 1, { ID: 'x' }), rule('b', 1, { ID: 'x' })), { name: 'InvalidArgument' });
  });
});
