import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printed, readable } from './printed.ts';

test('colours of a terminal are left out, all else that is odd is seen, and lines and other languages stay', () => {
  assert.equal(printed('\u001b[1;31mfailed\u001b[0m\r\n\tGrüße 日本'), 'failed\n\tGrüße 日本');
  assert.equal(printed('half\rover'), 'half‹000D›over');
  assert.equal(printed('\u001b]0;title\u0007'), '‹001B›]0;title‹0007›');
});

test('JSON is broken into lines, also where it holds something odd', () => {
  assert.equal(readable('{"a":[1]}'), '{\n  "a": [\n    1\n  ]\n}');
  assert.equal(readable('{"a":"\u202e"}'), '{\n  "a": "‹202E›"\n}');
  assert.equal(readable('{"a": "clipped in the mi'), '{"a": "clipped in the mi');
  assert.equal(readable('[failed] no JSON'), '[failed] no JSON');
});
