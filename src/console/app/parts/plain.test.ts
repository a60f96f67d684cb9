import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plain } from './plain.ts';

test('what turns or hides text is shown by its number', () => {
  assert.equal(plain('web-\u202E1\u0000\u200B'), 'web-‹202E›1‹0000›‹200B›');
});

test('what people write stays as it is', () => {
  for (const text of ['web-1', 'datenbank süd', 'سيرفر', '数据库 1', 'two\nlines\tand a tab'])
    assert.equal(plain(text), text);
});
