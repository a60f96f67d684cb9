import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { commandsFile, commandsPage, commandsSchema, schemaFile } from '../setup/command-docs.ts';

describe('docs/commands.md and docs/commands.schema.json', () => {
  test('say what the commands say; `npm run docs` writes them anew', async () => {
    const page = await commandsPage();
    assert.equal(readFileSync(commandsFile, 'utf8'), page);
    assert.equal(readFileSync(schemaFile, 'utf8'), await commandsSchema());
    assert.match(page, /^\| 130 \| Interrupted/m);
    assert.match(page, /^\| `members\[\]\.reason` \| string \| Why it is passed over; may be absent \|$/m);
  });
});
