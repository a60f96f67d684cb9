import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cut, displayWidth, padEnd } from './display-width.ts';

test('letters take no column, one or two', () => {
  for (const [text, width] of [
    ['web', 3],
    ['größe', 5],
    ['e\u0301', 1],
    ['サーバ', 6],
    ['🚀x', 3],
    ['👩‍💻', 2],
    ['', 0],
  ] as const)
    assert.equal(displayWidth(text), width, text);
  assert.equal(padEnd('サ', 4), 'サ  ');
});

test('what is cut fits, and a wide letter is not cut in half', () => {
  assert.equal(cut('server', 6), 'server');
  assert.equal(cut('server-of-mine', 6), 'serve…');
  assert.equal(cut('サーバ', 4), 'サ…');
});
