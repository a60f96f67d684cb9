import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { NotFound, type S3 } from '@aws-sdk/client-s3';
import { type TestRegion, testAccount, testStart } from '../../../../test/region.ts';
import { openBuckets } from './fixture.ts';

let region: TestRegion;
let s3: S3;
let Bucket: string;
let made = 0;
before(async () => {
  region = await openBuckets();
  s3 = region.clients.s3;
});
after(() => region.close());
beforeEach(async () => {
  Bucket = `bucket-${++made}`;
  await s3.createBucket({ Bucket });
});

describe('a bucket', () => {
  test('is there until it is deleted', async () => {
    assert.equal((await s3.headBucket({ Bucket })).BucketRegion, 'us-east-1');
    await s3.deleteBucket({ Bucket });
    await assert.rejects(s3.headBucket({ Bucket }), NotFound);
    await assert.rejects(s3.listObjectsV2({ Bucket }), { name: 'NoSuchBucket', BucketName: Bucket });
    await assert.rejects(s3.deleteBucket({ Bucket }), { name: 'NoSuchBucket' });
  });

  test('is not deleted while something is in it', async () => {
    await s3.putObject({ Bucket, Key: 'k' });
    await assert.rejects(s3.deleteBucket({ Bucket }), {
      name: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty',
    });
  });

  test('may be made again by its owner, and keeps what is in it: so it is in us-east-1', async () => {
    await s3.putObject({ Bucket, Key: 'k' });
    await s3.createBucket({ Bucket });
    assert.equal((await s3.listObjectsV2({ Bucket })).KeyCount, 1);
  });

  for (const name of [
    'ab',
    'Upper',
    'under_score',
    '-lead',
    'trail-',
    'two..dots',
    '192.168.0.1',
    'xn--x',
    'x'.repeat(64),
  ])
    test(`is not called ${name}`, async () => {
      await assert.rejects(s3.createBucket({ Bucket: name }), { name: 'InvalidBucketName' });
    });

  test('is where the Region is', async () => {
    assert.equal((await s3.getBucketLocation({ Bucket })).LocationConstraint, undefined);
    const elsewhere = (LocationConstraint: string) =>
      s3.createBucket({
        Bucket: 'elsewhere',
        CreateBucketConfiguration: { LocationConstraint: LocationConstraint as 'eu-west-1' },
      });
    await assert.rejects(elsewhere('us-east-1'), { name: 'InvalidLocationConstraint' });
    await assert.rejects(elsewhere('eu-west-1'), { name: 'IllegalLocationConstraintException' });
  });

  test('is of the account that the caller expects, or it is not touched', async () => {
    await s3.headBucket({ Bucket, ExpectedBucketOwner: testAccount });
    await assert.rejects(s3.putObject({ Bucket, Key: 'k', ExpectedBucketOwner: '999999999999' }), {
      name: 'AccessDenied',
    });
  });

  test('is listed, by name and in pages', async () => {
    for (const name of ['zoo-b', 'zoo-a', 'zoo-c']) await s3.createBucket({ Bucket: name });
    const first = await s3.listBuckets({ Prefix: 'zoo-', MaxBuckets: 2 });
    assert.deepEqual(
      first.Buckets?.map(({ Name, CreationDate }) => [Name, CreationDate?.getTime()]),
      [
        ['zoo-a', testStart],
        ['zoo-b', testStart],
      ],
    );
    const { ContinuationToken } = first;
    const second = await s3.listBuckets({ Prefix: 'zoo-', MaxBuckets: 2, ContinuationToken });
    assert.deepEqual([second.Buckets?.map(({ Name }) => Name), second.ContinuationToken], [['zoo-c'], undefined]);
  });
});

describe('the configuration of a bucket', () => {
  test('begins as AWS has it: encrypted, nothing public, no ACLs, no versions', async () => {
    const { ServerSideEncryptionConfiguration } = await s3.getBucketEncryption({ Bucket });
    assert.equal(
      ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
      'AES256',
    );
    const { PublicAccessBlockConfiguration } = await s3.getPublicAccessBlock({ Bucket });
    assert.deepEqual(Object.values(PublicAccessBlockConfiguration ?? {}), [true, true, true, true]);
    const { OwnershipControls } = await s3.getBucketOwnershipControls({ Bucket });
    assert.deepEqual(OwnershipControls?.Rules, [{ ObjectOwnership: 'BucketOwnerEnforced' }]);
    assert.equal((await s3.getBucketVersioning({ Bucket })).Status, undefined);
  });

  for (const [what, get, name] of [
    ['policy', () => s3.getBucketPolicy({ Bucket }), 'NoSuchBucketPolicy'],
    ['lifecycle', () => s3.getBucketLifecycleConfiguration({ Bucket }), 'NoSuchLifecycleConfiguration'],
    ['tags', () => s3.getBucketTagging({ Bucket }), 'NoSuchTagSet'],
  ] as const)
    test(`has no ${what} until one is put`, async () => {
      await assert.rejects(get(), { name });
    });

  test('its tags are put as a whole', async () => {
    await s3.putBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: 'a', Value: '1' }] } });
    await s3.putBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: 'b', Value: '<&>' }] } });
    assert.deepEqual((await s3.getBucketTagging({ Bucket })).TagSet, [{ Key: 'b', Value: '<&>' }]);
    await s3.deleteBucketTagging({ Bucket });
    await assert.rejects(s3.getBucketTagging({ Bucket }), { name: 'NoSuchTagSet' });
  });

  test('tags have each their key, and none of AWS', async () => {
    const put = (...keys: string[]) =>
      s3.putBucketTagging({ Bucket, Tagging: { TagSet: keys.map((Key) => ({ Key, Value: 'x' })) } });
    await assert.rejects(put('a', 'a'), { name: 'InvalidTag' });
    await assert.rejects(put('aws:mine'), { name: 'InvalidTag' });
  });

  test('the public access block can be lifted and put back', async () => {
    await s3.deletePublicAccessBlock({ Bucket });
    await assert.rejects(s3.getPublicAccessBlock({ Bucket }), { name: 'NoSuchPublicAccessBlockConfiguration' });
    await s3.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: { BlockPublicPolicy: true } });
    assert.deepEqual((await s3.getPublicAccessBlock({ Bucket })).PublicAccessBlockConfiguration, {
      BlockPublicAcls: false,
      IgnorePublicAcls: false,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: false,
    });
  });

  const kms = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const } }] };
  for (const [what, put] of [
    [
      'the operation PutBucketVersioning of s3',
      () => s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    ],
    [
      'the server-side encryption aws:kms',
      () => s3.putBucketEncryption({ Bucket, ServerSideEncryptionConfiguration: kms }),
    ],
    [
      'the object ownership ObjectWriter',
      () =>
        s3.putBucketOwnershipControls({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } }),
    ],
    ['the operation PutBucketAcl of s3', () => s3.putBucketAcl({ Bucket, ACL: 'private' })],
  ] as const)
    test(`what the Region has not is refused by name: ${what}`, async () => {
      await assert.rejects(put(), { message: `wakepatch's Region does not support ${what}.` });
    });
});
