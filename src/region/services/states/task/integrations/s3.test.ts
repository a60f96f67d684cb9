/** Tasks that keep objects in S3, through the integration with the AWS SDK. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { only, openRegionWithRole, type RegionWithRole, task } from '../../fixture.ts';

const Bucket = 'evidence';

let region: RegionWithRole;
before(async () => {
  region = await openRegionWithRole();
  await region.clients.s3.createBucket({ Bucket });
  await region.allow(['s3:PutObject', 's3:GetObject'], `arn:aws:s3:::${Bucket}/*`);
  await region.allow('s3:ListBucket', `arn:aws:s3:::${Bucket}`);
});
after(() => region.close());

let runs = 0;
const run = (operation: string, parameters: object, input: unknown = {}) =>
  region.run(`S3${++runs}`, only(task(`aws-sdk:s3:${operation}`, { Bucket, ...parameters })), input);

test('a task puts what it was given as JSON, and another reads it as text', async () => {
  const parameters = { 'Key.$': '$.key', 'Body.$': '$.record', ContentType: 'application/json' };
  const put = await run('putObject', parameters, { key: 'runs/1', record: { outcome: 'Patched' } });
  assert.equal(JSON.parse(put.output ?? '').ServerSideEncryption, 'AES256', put.cause);
  const got = JSON.parse((await run('getObject', { Key: 'runs/1' })).output ?? '');
  assert.deepEqual([JSON.parse(got.Body), got.ContentType], [{ outcome: 'Patched' }, 'application/json']);
});

test('a task lists what there is', async () => {
  await region.clients.s3.putObject({ Bucket, Key: 'listed/a', Body: 'a' });
  const { Contents, KeyCount } = JSON.parse((await run('listObjectsV2', { Prefix: 'listed/' })).output ?? '');
  assert.deepEqual(
    [KeyCount, Contents[0].Key, Contents[0].ETag],
    [1, 'listed/a', '"0cc175b9c0f1b6a831c399e269772661"'],
  );
});

test('a checksum that is asked for is made, and one that is stated is verified', async () => {
  const right = await run('putObject', { Key: 'k', Body: 'hello', ChecksumAlgorithm: 'CRC32' });
  assert.equal(JSON.parse(right.output ?? '').ChecksumCRC32, 'NhCmhg==');
  const wrong = await run('putObject', { Key: 'k', Body: 'other', ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' });
  assert.equal(wrong.error, 'S3.S3Exception');
  assert.match(
    wrong.cause ?? '',
    /^The Content-MD5 you specified did not match what we received\. \(Service: S3, Status Code: 400/,
  );
});

test('errors have their names', async () => {
  assert.equal((await run('getObject', { Key: 'none' })).error, 'S3.NoSuchKeyException');
  assert.equal((await run('listObjectsV2', { Bucket: 'nobodys' })).error, 'S3.NoSuchBucketException');
  const { error, cause } = await run('deleteObject', { Key: 'k' });
  assert.equal(error, 'S3.AccessDeniedException');
  assert.match(cause ?? '', /is not authorized to perform: s3:DeleteObject/);
});
