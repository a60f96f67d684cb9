import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { S3 } from '@aws-sdk/client-s3';
import { type TestRegion, testStart } from '../../../../test/region.ts';
import { openBuckets } from './fixture.ts';
import { largestObject } from './object.ts';

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

const put = (Key: string, Body = 'body') => s3.putObject({ Bucket, Key, Body });
const read = async (Key: string, more: object = {}) => {
  const answer = await s3.getObject({ Bucket, Key, ...more });
  return { ...answer, text: await answer.Body!.transformToString() };
};
const md5 = (text: string) => `"${createHash('md5').update(text).digest('hex')}"`;

describe('an object', () => {
  test('is read as it was written, with what was said of it', async () => {
    const said = {
      ContentType: 'application/json',
      CacheControl: 'no-store',
      ContentDisposition: 'attachment; filename="a.json"',
      ContentEncoding: 'identity',
      ContentLanguage: 'en',
      Metadata: { instance: 'i-1', 'run-id': '42' },
    };
    const written = await s3.putObject({ Bucket, Key: 'a.json', Body: '{"a":1}', ...said });
    assert.equal(written.ETag, md5('{"a":1}'));
    assert.equal(written.ServerSideEncryption, 'AES256');
    const { text, ...found } = await read('a.json');
    assert.equal(text, '{"a":1}');
    const { ContentType, CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, Metadata } = found;
    assert.deepEqual(
      { ContentType, CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, Metadata },
      said,
    );
    assert.equal(found.LastModified?.getTime(), testStart);
    const head = await s3.headObject({ Bucket, Key: 'a.json' });
    assert.deepEqual([head.ContentLength, head.ETag, head.Metadata], [7, written.ETag, said.Metadata]);
  });

  test('is of bytes of a type that says nothing, where nothing is said', async () => {
    await s3.putObject({ Bucket, Key: 'empty' });
    const { text, ContentType, ContentLength } = await read('empty');
    assert.deepEqual([text, ContentType, ContentLength], ['', 'application/octet-stream', 0]);
  });

  const keys = [
    'a b',
    'ä/€/😀',
    '100%/a%2Fb',
    "it's (a) *key*!~",
    'a+b&c=d?e#f',
    '/lead//double/',
    'up/../dot/./x',
    '<&>"',
  ];
  for (const Key of keys)
    test(`may be called ${Key}`, async () => {
      await put(Key, Key);
      assert.equal((await read(Key)).text, Key);
      const { Contents } = await s3.listObjectsV2({ Bucket });
      assert.deepEqual(
        Contents?.map((each) => each.Key),
        [Key],
      );
      await s3.deleteObject({ Bucket, Key });
      await assert.rejects(read(Key), { name: 'NoSuchKey', Key });
    });

  test('has a key of at most 1,024 bytes', async () => {
    await put('é'.repeat(512));
    await assert.rejects(put(`${'é'.repeat(512)}x`), { name: 'KeyTooLongError' });
  });

  test('takes the place of one that has its key', async () => {
    await put('k', 'one');
    await put('k', 'two');
    assert.equal((await read('k')).text, 'two');
  });

  test('may come as a stream, in chunks, its checksum behind it', async () => {
    const Body = Readable.from([Buffer.from('hel'), Buffer.from('lo')]);
    const { ChecksumCRC32 } = await s3.putObject({ Bucket, Key: 'k', Body, ContentLength: 5 });
    assert.equal(ChecksumCRC32, 'NhCmhg==');
    assert.deepEqual((await read('k')).text, 'hello');
  });

  test('is refused when it is larger than the Region takes', async () => {
    const Body = Buffer.alloc(largestObject + 1);
    await assert.rejects(s3.putObject({ Bucket, Key: 'k', Body }), { name: 'EntityTooLarge' });
    const tooMuch = Buffer.alloc(largestObject + 4 * 1024 * 1024);
    await assert.rejects(s3.putObject({ Bucket, Key: 'k', Body: tooMuch }), { name: 'EntityTooLarge' });
  });

  test('carries at most 2 KB of metadata', async () => {
    const Metadata = { a: 'x'.repeat(2048) };
    await assert.rejects(s3.putObject({ Bucket, Key: 'k', Metadata }), { name: 'MetadataTooLarge' });
  });

  test('is removed once; that it is gone is no error', async () => {
    await put('k');
    await s3.deleteObject({ Bucket, Key: 'k' });
    await s3.deleteObject({ Bucket, Key: 'k' });
    await assert.rejects(s3.headObject({ Bucket, Key: 'k' }), { name: 'NotFound' });
  });

  for (const [what, more] of [
    ['the parameter ACL of PutObject', { ACL: 'public-read' }],
    ['the parameter Tagging of PutObject', { Tagging: 'a=b' }],
    ['the storage class GLACIER', { StorageClass: 'GLACIER' }],
    ['the server-side encryption aws:kms', { ServerSideEncryption: 'aws:kms' }],
  ] as const)
    test(`has not ${what}, which is refused by name`, async () => {
      await assert.rejects(s3.putObject({ Bucket, Key: 'k', ...more }), (error: Error) => error.message.includes(what));
    });
});

describe('checksums', () => {
  const body = 'hello';
  const sums = {
    CRC32: 'NhCmhg==',
    CRC32C: 'mnG7TA==',
    SHA1: 'qvTGHdzF6KLavt4PO0gs2a6pQ00=',
    SHA256: 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=',
    CRC64NVME: 'M3eFcAZSQlc=',
  } as const;
  for (const [ChecksumAlgorithm, sum] of Object.entries(sums) as [keyof typeof sums, string][]) {
    test(`${ChecksumAlgorithm} is verified, kept and told`, async () => {
      const member = `Checksum${ChecksumAlgorithm}` as const;
      const written = await s3.putObject({ Bucket, Key: 'k', Body: body, ChecksumAlgorithm });
      assert.equal(written[member], sum);
      const head = await s3.headObject({ Bucket, Key: 'k', ChecksumMode: 'ENABLED' });
      assert.deepEqual([head[member], head.ChecksumType], [sum, 'FULL_OBJECT']);
    });

    test(`a wrong ${ChecksumAlgorithm} is a bad digest`, async () => {
      const wrong = Buffer.alloc(Buffer.from(sum, 'base64').length, 1).toString('base64');
      const request = { Bucket, Key: 'k', Body: body, [`Checksum${ChecksumAlgorithm}`]: wrong };
      await assert.rejects(s3.putObject(request), {
        name: 'BadDigest',
        message: `The ${ChecksumAlgorithm} you specified did not match the calculated checksum.`,
      });
      await assert.rejects(read('k'), { name: 'NoSuchKey' });
    });
  }

  test('Content-MD5 is verified', async () => {
    const right = createHash('md5').update(body).digest('base64');
    await s3.putObject({ Bucket, Key: 'k', Body: body, ContentMD5: right });
    const wrong = createHash('md5').update('other').digest('base64');
    await assert.rejects(s3.putObject({ Bucket, Key: 'k', Body: body, ContentMD5: wrong }), { name: 'BadDigest' });
    await assert.rejects(s3.putObject({ Bucket, Key: 'k', Body: body, ContentMD5: 'short' }), {
      name: 'InvalidDigest',
    });
  });
});

describe('a part of an object', () => {
  const cases: [range: string, text: string, contentRange: string | undefined][] = [
    ['bytes=0-2', 'abc', 'bytes 0-2/10'],
    ['bytes=7-', 'hij', 'bytes 7-9/10'],
    ['bytes=-4', 'ghij', 'bytes 6-9/10'],
    ['bytes=8-100', 'ij', 'bytes 8-9/10'],
    ['bytes=-100', 'abcdefghij', 'bytes 0-9/10'],
    ['lines=1-2', 'abcdefghij', undefined],
  ];
  for (const [Range, text, contentRange] of cases)
    test(`${Range} is ${text}`, async () => {
      await put('k', 'abcdefghij');
      const part = await read('k', { Range });
      assert.deepEqual([part.text, part.ContentRange, part.ContentLength], [text, contentRange, text.length]);
      assert.equal(part.$metadata.httpStatusCode, contentRange ? 206 : 200);
    });

  test('that begins behind the end cannot be given', async () => {
    await put('k', 'abc');
    await assert.rejects(read('k', { Range: 'bytes=3-' }), { name: 'InvalidRange' });
  });
});

describe('conditions of a read', () => {
  const later = new Date(testStart + 1000);
  const earlier = new Date(testStart - 1000);
  const cases: [what: string, conditions: (etag: string) => object, outcome: number][] = [
    ['an ETag that is the same', (IfMatch) => ({ IfMatch }), 200],
    ['another ETag', () => ({ IfMatch: '"x"' }), 412],
    ['none of another ETag', () => ({ IfNoneMatch: '"x"' }), 200],
    ['none of its ETag', (IfNoneMatch) => ({ IfNoneMatch }), 304],
    ['modified since before', () => ({ IfModifiedSince: earlier }), 200],
    ['modified since then', () => ({ IfModifiedSince: new Date(testStart) }), 304],
    ['unmodified since then', () => ({ IfUnmodifiedSince: later }), 200],
    ['unmodified since before', () => ({ IfUnmodifiedSince: earlier }), 412],
    ['its ETag, whatever the time', (IfMatch) => ({ IfMatch, IfUnmodifiedSince: earlier }), 200],
  ];
  for (const [what, conditions, outcome] of cases)
    test(`${what}: ${outcome}`, async () => {
      const { ETag = '' } = await put('k');
      const status = await read('k', conditions(ETag)).then(
        ({ $metadata }) => $metadata.httpStatusCode,
        (error) => error.$metadata.httpStatusCode,
      );
      assert.equal(status, outcome);
    });
});

describe('conditions of a write', () => {
  test('If-None-Match *: only what is not there is written', async () => {
    await s3.putObject({ Bucket, Key: 'k', Body: 'one', IfNoneMatch: '*' });
    await assert.rejects(s3.putObject({ Bucket, Key: 'k', Body: 'two', IfNoneMatch: '*' }), {
      name: 'PreconditionFailed',
    });
    assert.equal((await read('k')).text, 'one');
  });

  test('If-Match: only what is as it was last seen is written over', async () => {
    const { ETag } = await put('k', 'one');
    await s3.putObject({ Bucket, Key: 'k', Body: 'two', IfMatch: ETag });
    await assert.rejects(s3.putObject({ Bucket, Key: 'k', Body: 'three', IfMatch: ETag }), {
      name: 'PreconditionFailed',
    });
    assert.equal((await read('k')).text, 'two');
    await assert.rejects(s3.putObject({ Bucket, Key: 'none', IfMatch: ETag }), { name: 'NoSuchKey' });
  });
});

describe('a copy', () => {
  test('has the body and what was said of it', async () => {
    await s3.putObject({ Bucket, Key: 'a b/ü', Body: 'x', ContentType: 'text/plain', Metadata: { who: 'me' } });
    const { CopyObjectResult } = await s3.copyObject({
      Bucket,
      Key: 'copy',
      CopySource: encodeURIComponent(`${Bucket}/a b/ü`),
    });
    assert.equal(CopyObjectResult?.ETag, md5('x'));
    const { text, ContentType, Metadata } = await read('copy');
    assert.deepEqual([text, ContentType, Metadata], ['x', 'text/plain', { who: 'me' }]);
  });

  test('of itself has to be told what else is to be said of it', async () => {
    await put('k');
    const request = { Bucket, Key: 'k', CopySource: `${Bucket}/k` };
    await assert.rejects(s3.copyObject(request), { name: 'InvalidRequest' });
    await s3.copyObject({ ...request, MetadataDirective: 'REPLACE', ContentType: 'text/csv', Metadata: { a: 'b' } });
    const { ContentType, Metadata } = await read('k');
    assert.deepEqual([ContentType, Metadata], ['text/csv', { a: 'b' }]);
  });

  test('of nothing is refused', async () => {
    await assert.rejects(s3.copyObject({ Bucket, Key: 'k', CopySource: `${Bucket}/no` }), { name: 'NoSuchKey' });
    await assert.rejects(s3.copyObject({ Bucket, Key: 'k', CopySource: 'nowhere' }), { name: 'InvalidArgument' });
  });
});

describe('many objects at once', () => {
  test('are removed, and each is told', async () => {
    await put('a');
    const Objects = [{ Key: 'a' }, { Key: 'never was' }];
    const { Deleted, Errors } = await s3.deleteObjects({ Bucket, Delete: { Objects } });
    assert.deepEqual([Deleted, Errors], [Objects, undefined]);
    assert.equal((await s3.listObjectsV2({ Bucket })).KeyCount, 0);
  });

  test('are at most a thousand', async () => {
    const Objects = Array.from({ length: 1001 }, (_, index) => ({ Key: String(index) }));
    await assert.rejects(s3.deleteObjects({ Bucket, Delete: { Objects } }), { name: 'MalformedXML' });
  });
});
