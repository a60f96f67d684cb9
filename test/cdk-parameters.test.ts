import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { cdkParameters } from '../setup/cdk-parameters.ts';

test('CDK’s constructs take the parameters that the templates have; `npm run docs` writes them anew', () => {
  for (const [file, text] of Object.entries(cdkParameters())) assert.equal(readFileSync(file, 'utf8'), text);
});
