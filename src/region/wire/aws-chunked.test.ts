import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readChunks } from './aws-chunked.ts';

const text = (body: string) => readChunks(Buffer.from(body));

describe('a body in chunks', () => {
  test('is put together, and what trails it stands by its name', () => {
    const { chunks, trailers } = text('3\r\nabc\r\n2\r\nde\r\n0\r\nX-Amz-Checksum-CRC32: AAAAAA==\r\n\r\n');
    assert.equal(Buffer.concat(chunks.map(({ data }) => data)).toString(), 'abcde');
    assert.deepEqual([...trailers], [['x-amz-checksum-crc32', 'AAAAAA==']]);
  });

  test('may be signed chunk by chunk', () => {
    const signature = 'a'.repeat(64);
    const { chunks } = text(
      `1\r\nx\r\n0;chunk-signature=${signature}\r\n\r\n`.replace('1\r', `1;chunk-signature=${signature}\r`),
    );
    assert.deepEqual(
      chunks.map((chunk) => chunk.signature),
      [signature, signature],
    );
  });

  for (const [what, body] of [
    ['ends within a chunk', '5\r\nabc'],
    ['has no last chunk', '3\r\nabc\r\n'],
    ['has a chunk that is longer than it says', '2\r\nabc\r\n0\r\n\r\n'],
    ['is not in chunks at all', 'hello'],
  ] as const)
    test(`that ${what} is incomplete`, () => {
      assert.throws(() => text(body), { code: 'IncompleteBody' });
    });
});
