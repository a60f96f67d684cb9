import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { S3, S3ServiceException } from '@aws-sdk/client-s3';
import type { TestRegion } from '../../../../test/region.ts';
import { openBuckets, roleThatMay } from './fixture.ts';

let region: TestRegion;
let s3: S3;
let Bucket: string;
let arn: string;
let made = 0;
before(async () => {
  region = await openBuckets();
  s3 = region.clients.s3;
});
after(() => region.close());
beforeEach(async () => {
  Bucket = `bucket-${++made}`;
  arn = `arn:aws:s3:::${Bucket}`;
  await s3.createBucket({ Bucket });
  await s3.putObject({ Bucket, Key: 'in/a', Body: 'a' });
});

/** A client for a role that may do these things alone, and the role's ARN. */
async function somebody(...statements: object[]): Promise<{ client: S3; role: string }> {
  const name = `Somebody-${made}`;
  const client = await roleThatMay(region, name, statements);
  return { client, role: `arn:aws:iam::123456789012:role/${name}` };
}

const denied = { name: 'AccessDenied' };
const policy = (...Statement: object[]) =>
  s3.putBucketPolicy({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) });

describe('a role', () => {
  test('may what its policies say of an object, and no more', async () => {
    const { client } = await somebody({ Action: ['s3:GetObject', 's3:PutObject'], Resource: `${arn}/in/*` });
    await client.putObject({ Bucket, Key: 'in/b', Body: 'b' });
    await client.getObject({ Bucket, Key: 'in/b' });
    await client.headObject({ Bucket, Key: 'in/b' });
    await assert.rejects(client.deleteObject({ Bucket, Key: 'in/b' }), denied);
    await assert.rejects(client.getObject({ Bucket, Key: 'out/b' }), {
      name: 'AccessDenied',
      message: new RegExp(`is not authorized to perform: s3:GetObject on resource: ${arn}/out/b`),
    });
    await assert.rejects(client.listObjectsV2({ Bucket }), denied);
    await assert.rejects(client.listBuckets({}), denied);
  });

  test('is told that an object is missing only if it may list the bucket', async () => {
    const reader = { Action: 's3:GetObject', Resource: `${arn}/*` };
    const { client: blind } = await somebody(reader);
    await assert.rejects(blind.getObject({ Bucket, Key: 'no' }), denied);
    await assert.rejects(
      blind.headObject({ Bucket, Key: 'no' }),
      (error: S3ServiceException) => error.$metadata.httpStatusCode === 403,
    );
    const seeing = await roleThatMay(region, `Seeing-${made}`, [reader, { Action: 's3:ListBucket', Resource: arn }]);
    await assert.rejects(seeing.getObject({ Bucket, Key: 'no' }), { name: 'NoSuchKey' });
  });

  test('may list under the prefixes that it is let into', async () => {
    const Condition = { StringLike: { 's3:prefix': 'in/*' } };
    const { client } = await somebody({ Action: 's3:ListBucket', Resource: arn, Condition });
    assert.equal((await client.listObjectsV2({ Bucket, Prefix: 'in/' })).KeyCount, 1);
    await assert.rejects(client.listObjectsV2({ Bucket }), denied);
    await assert.rejects(client.listObjectsV2({ Bucket, Prefix: 'out/' }), denied);
  });

  test('removes of many objects those that it may', async () => {
    await s3.putObject({ Bucket, Key: 'out/a' });
    const { client } = await somebody({ Action: 's3:DeleteObject', Resource: `${arn}/in/*` });
    const Objects = [{ Key: 'in/a' }, { Key: 'out/a' }];
    const { Deleted, Errors } = await client.deleteObjects({ Bucket, Delete: { Objects } });
    assert.deepEqual(Deleted, [{ Key: 'in/a' }]);
    assert.deepEqual(
      Errors?.map(({ Key, Code }) => [Key, Code]),
      [['out/a', 'AccessDenied']],
    );
  });

  test('copies what it may read to where it may write', async () => {
    const { client } = await somebody({ Action: 's3:PutObject', Resource: `${arn}/*` });
    await assert.rejects(client.copyObject({ Bucket, Key: 'b', CopySource: `${Bucket}/in/a` }), denied);
  });

  test('learns that there is no such bucket', async () => {
    const { client } = await somebody();
    await assert.rejects(client.listObjectsV2({ Bucket: 'nobodys' }), { name: 'NoSuchBucket' });
  });
});

describe('a bucket policy', () => {
  test('lets in whom no other policy does', async () => {
    const { client, role } = await somebody();
    await policy({ Effect: 'Allow', Principal: { AWS: role }, Action: 's3:GetObject', Resource: `${arn}/*` });
    await client.getObject({ Bucket, Key: 'in/a' });
    await assert.rejects(client.putObject({ Bucket, Key: 'in/a' }), denied);
  });

  test('that lets the account in leaves it to the policies of its roles', async () => {
    const { client } = await somebody();
    const account = 'arn:aws:iam::123456789012:root';
    await policy({ Effect: 'Allow', Principal: { AWS: account }, Action: 's3:*', Resource: `${arn}/*` });
    await assert.rejects(client.getObject({ Bucket, Key: 'in/a' }), denied);
  });

  test('keeps out whom others let in, the root too', async () => {
    const { client } = await somebody({ Action: 's3:*', Resource: '*' });
    await policy({ Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject', Resource: `${arn}/in/*` });
    for (const each of [client, s3])
      await assert.rejects(each.deleteObject({ Bucket, Key: 'in/a' }), {
        name: 'AccessDenied',
        message: /with an explicit deny in a resource-based policy$/,
      });
    await client.getObject({ Bucket, Key: 'in/a' });
  });

  test('may ask for a transport that nobody listens to, which the Region is', async () => {
    const Condition = { Bool: { 'aws:SecureTransport': 'false' } };
    await policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [arn, `${arn}/*`], Condition });
    await s3.getObject({ Bucket, Key: 'in/a' });
  });

  test('may ask that nothing is written over', async () => {
    const Condition = { Null: { 's3:if-none-match': 'true' } };
    await policy({ Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: `${arn}/*`, Condition });
    await assert.rejects(s3.putObject({ Bucket, Key: 'new' }), denied);
    await s3.putObject({ Bucket, Key: 'new', IfNoneMatch: '*' });
    await assert.rejects(s3.putObject({ Bucket, Key: 'new', IfNoneMatch: '*' }), { name: 'PreconditionFailed' });
  });

  test('locks nobody out for ever: the root can take it away', async () => {
    await policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [arn, `${arn}/*`] });
    await assert.rejects(s3.listObjectsV2({ Bucket }), denied);
    assert.match((await s3.getBucketPolicy({ Bucket })).Policy ?? '', /"Effect":"Deny"/);
    await s3.deleteBucketPolicy({ Bucket });
    await s3.listObjectsV2({ Bucket });
  });

  test('is not public, unless the public access block is lifted', async () => {
    const everybody = () => ({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${arn}/*` });
    await assert.rejects(policy(everybody()), {
      name: 'AccessDenied',
      message: /because public policies are blocked by the BlockPublicPolicy block public access setting\.$/,
    });
    await policy({ ...everybody(), Condition: { StringEquals: { 'aws:PrincipalAccount': '123456789012' } } });
    await s3.deletePublicAccessBlock({ Bucket });
    await policy(everybody());
  });

  const whole = () => ({ Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 's3:*', Resource: `${arn}/*` });
  const malformed: [what: string, statement: () => object, message: string | RegExp][] = [
    ['another effect', () => ({ ...whole(), Effect: 'Maybe' }), 'Invalid effect: Maybe'],
    ['an action of another service', () => ({ ...whole(), Action: 'ec2:RunInstances' }), 'Policy has invalid action'],
    ['another bucket', () => ({ ...whole(), Resource: 'arn:aws:s3:::other/*' }), 'Policy has invalid resource'],
    ['every resource', () => ({ ...whole(), Resource: '*' }), 'Policy has invalid resource'],
    ['a principal that is none', () => ({ ...whole(), Principal: { AWS: 'me' } }), 'Invalid principal in policy'],
    ['no principal', () => ({ ...whole(), Principal: undefined }), 'Missing required field Principal'],
    [
      'a condition that the Region does not know',
      () => ({ ...whole(), Condition: { IpAddress: {} } }),
      /condition operator IpAddress/,
    ],
  ];
  for (const [what, statement, message] of malformed)
    test(`with ${what} is refused`, async () => {
      await assert.rejects(policy(statement()), { message });
    });

  test('that is no JSON is refused', async () => {
    await assert.rejects(s3.putBucketPolicy({ Bucket, Policy: 'hello' }), { name: 'MalformedPolicy' });
  });
});
