import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { supportFile, supportPage } from '../setup/support-docs.ts';

test('docs/support.md says what the code has; `npm run docs` writes it anew', () => {
  assert.equal(readFileSync(supportFile, 'utf8'), supportPage());
});
