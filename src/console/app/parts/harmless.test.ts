import assert from 'node:assert/strict';
import { test } from 'node:test';
import { harmless, readable } from './harmless.ts';

test('what would turn or hide text is written out', () => {
  assert.equal(harmless('safe\u202Egpj.exe'), 'safe\\u202egpj.exe');
  assert.equal(harmless('a\u0000b\u001b]0;title\u0007'), 'a\\u0000b\\u001b]0;title\\u0007');
  assert.equal(harmless('zero\u200bwidth'), 'zero\\u200bwidth');
});

test('colours of a terminal are left out, and lines and other languages stay', () => {
  assert.equal(harmless('\u001b[1;31mfailed\u001b[0m\r\n\tGrüße 日本'), 'failed\n\tGrüße 日本');
  assert.equal(harmless('half\rover'), 'half\\u000dover');
});

test('JSON is broken into lines, also where it holds something odd', () => {
  assert.equal(readable('{"a":[1]}'), '{\n  "a": [\n    1\n  ]\n}');
  assert.equal(readable('{"a":"\u202e"}'), '{\n  "a": "\\u202e"\n}');
  assert.equal(readable('{"a": "clipped in the mi'), '{"a": "clipped in the mi');
  assert.equal(readable('[failed] no JSON'), '[failed] no JSON');
});
