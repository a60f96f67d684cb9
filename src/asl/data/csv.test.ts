import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCsv } from './csv.ts';

test('rows and fields, with quotes as RFC 4180 has them', () => {
  assert.deepEqual(parseCsv('a,b\r\n1,"2,""3""\n4"\r\n', ','), [
    ['a', 'b'],
    ['1', '2,"3"\n4'],
  ]);
});

test('empty fields count, an empty last line does not', () => {
  assert.deepEqual(parseCsv('a;;\n;b', ';'), [
    ['a', '', ''],
    ['', 'b'],
  ]);
  assert.deepEqual(parseCsv('', ','), []);
});
