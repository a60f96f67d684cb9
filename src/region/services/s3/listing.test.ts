import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { S3 } from '@aws-sdk/client-s3';
import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { TestRegion } from '../../../../test/region.ts';
import { openBuckets } from './fixture.ts';

const Bucket = 'listed';
/** In the order of their bytes. */
const keys = ['2026/01/a', '2026/01/b', '2026/02/a', '2026/02/a b', 'A', 'a', 'a/', 'a/1', 'a/2', 'ab', 'é', '￿', '😀'];

let region: TestRegion;
let s3: S3;
before(async () => {
  region = await openBuckets();
  s3 = region.clients.s3;
  await s3.createBucket({ Bucket });
  for (const Key of [...keys].reverse()) await s3.putObject({ Bucket, Key, Body: Key });
});
after(() => region.close());

type Request = Omit<Parameters<S3['listObjectsV2']>[0], 'Bucket'>;

const shown = ({ Contents = [], CommonPrefixes = [] }: { Contents?: object[]; CommonPrefixes?: object[] }) => [
  ...Contents.map((each) => (each as { Key: string }).Key),
  ...CommonPrefixes.map((each) => `${(each as { Prefix: string }).Prefix}…`),
];
const list = async (request: Request = {}) => shown(await s3.listObjectsV2({ Bucket, ...request }));

async function pages(request: Request & { MaxKeys: number }) {
  const found: string[][] = [];
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket, ...request })) found.push(shown(page));
  return found;
}

describe('a listing', () => {
  test('is in the order of the keys in UTF-8', async () => {
    assert.deepEqual(await list(), keys);
  });

  const cases: [what: string, request: Request, found: string[]][] = [
    ['a prefix', { Prefix: '2026/' }, keys.slice(0, 4)],
    ['a prefix that is itself a key', { Prefix: 'a/' }, ['a/', 'a/1', 'a/2']],
    ['a prefix of nothing', { Prefix: 'zzz' }, []],
    ['a delimiter', { Delimiter: '/' }, ['A', 'a', 'ab', 'é', '￿', '😀', '2026/…', 'a/…']],
    ['a prefix and a delimiter', { Prefix: '2026/', Delimiter: '/' }, ['2026/01/…', '2026/02/…']],
    ['a delimiter of more than a character', { Delimiter: '/0', Prefix: '2026' }, ['2026/0…']],
    ['a key to start after', { StartAfter: 'a/1' }, ['a/2', 'ab', 'é', '￿', '😀']],
    ['a key to start after that is not there', { StartAfter: '2026/02/a!' }, keys.slice(4)],
    ['a start before the prefix', { StartAfter: '2', Prefix: 'a/' }, ['a/', 'a/1', 'a/2']],
    ['a start behind the prefix', { StartAfter: 'b', Prefix: 'a/' }, []],
    [
      'a start within a common prefix, of which more is to come',
      { StartAfter: 'a/1', Delimiter: '/' },
      ['ab', 'é', '￿', '😀', 'a/…'],
    ],
    ['no keys at all', { MaxKeys: 0 }, []],
  ];
  for (const [what, request, found] of cases)
    test(`with ${what}`, async () => {
      assert.deepEqual(await list(request), found);
    });

  test('comes in pages, of which none repeats and none loses', async () => {
    for (const MaxKeys of [1, 2, 5]) assert.deepEqual((await pages({ MaxKeys })).flat(), keys);
    const byFolder = await pages({ MaxKeys: 1, Delimiter: '/' });
    assert.deepEqual(byFolder.flat(), ['2026/…', 'A', 'a', 'a/…', 'ab', 'é', '￿', '😀']);
  });

  test('tells how it was asked', async () => {
    const answer = await s3.listObjectsV2({ Bucket, Prefix: 'a/', MaxKeys: 1, StartAfter: 'a/', FetchOwner: true });
    assert.deepEqual(
      [answer.Name, answer.Prefix, answer.MaxKeys, answer.KeyCount, answer.StartAfter, answer.IsTruncated],
      [Bucket, 'a/', 1, 1, 'a/', true],
    );
    const [object] = answer.Contents ?? [];
    assert.deepEqual([object?.Size, object?.StorageClass, typeof object?.Owner?.ID], [3, 'STANDARD', 'string']);
  });

  test('writes keys URL-encoded for those who ask for that', async () => {
    assert.deepEqual(await list({ EncodingType: 'url', Prefix: '2026/02/' }), ['2026/02/a', '2026/02/a%20b']);
  });

  test('goes on only from a token of its own', async () => {
    await assert.rejects(list({ ContinuationToken: 'made-up' }), { name: 'InvalidArgument' });
  });
});

describe('the first version of the listing', () => {
  test('goes on from the last key, or the last common prefix, that it showed', async () => {
    const first = await s3.listObjects({ Bucket, Delimiter: '/', MaxKeys: 1 });
    assert.deepEqual([shown(first), first.NextMarker], [['2026/…'], '2026/']);
    const second = await s3.listObjects({ Bucket, Delimiter: '/', MaxKeys: 3, Marker: first.NextMarker });
    assert.deepEqual(shown(second), ['A', 'a', 'a/…']);
    assert.deepEqual(shown(await s3.listObjects({ Bucket, Marker: 'a/2' })), ['ab', 'é', '￿', '😀']);
  });
});
