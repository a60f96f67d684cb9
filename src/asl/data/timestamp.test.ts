import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTimestamp } from './timestamp.ts';

test('timestamps are RFC 3339 with T, and with Z or an offset', () => {
  assert.equal(parseTimestamp('2016-03-14T01:59:00Z'), Date.UTC(2016, 2, 14, 1, 59));
  assert.equal(parseTimestamp('2016-03-14T01:59:00+02:00'), Date.UTC(2016, 2, 13, 23, 59));
  assert.equal(parseTimestamp('2016-03-14T01:59:00-00:30'), Date.UTC(2016, 2, 14, 2, 29));
  assert.equal(parseTimestamp('2016-03-05T21:29:29.243167252Z'), Date.UTC(2016, 2, 5, 21, 29, 29, 243));
  assert.equal(parseTimestamp('2024-02-29T00:00:00Z'), Date.UTC(2024, 1, 29));
});

test('all else is none', () => {
  for (const text of [
    '2016-03-14',
    '2016-03-14 01:59:00Z',
    '2016-03-14t01:59:00Z',
    '2016-03-14T01:59:00',
    '2016-13-01T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '2016-03-14T24:00:00Z',
    '2016-03-14T01:60:00Z',
  ]) {
    assert.equal(parseTimestamp(text), undefined, text);
  }
});
