/** Each trouble of docs/troubles.md names a test that is there. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const rows = read('docs/troubles.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
  .slice(1)
  .map((line) => line.split(' | '));

test('there are fifteen troubles, as many as are known', () => assert.equal(rows.length, 15));

for (const [trouble = '', , , tests = ''] of rows)
  test(`shown: ${trouble.slice(2)}`, () => {
    const named = [...tests.matchAll(/`([^`]+)`: ((?:"[^"]+"(?:, )?)+)/g)];
    assert.ok(named.length > 0, tests);
    for (const [, file = '', words = ''] of named)
      for (const [, name = ''] of words.matchAll(/"([^"]+)"/g))
        assert.ok(read(file).includes(name), `${file} has no "${name}"`);
  });
