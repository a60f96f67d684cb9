/** Holds what commands print as JSON to what they say that they print. */
import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { loadCommand } from '../../src/cli/command-table.ts';
import type { Ended } from '../e2e/process.ts';

const ajv = new Ajv2020({ allErrors: true, formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/ } });

/** The documents that a command printed. @throws AssertionError where one is not as docs/commands.md has it */
// biome-ignore lint/suspicious/noExplicitAny: tests look into it
export async function documentsOf(name: string, { stdout, stderr }: Pick<Ended, 'stdout' | 'stderr'>): Promise<any[]> {
  const { json } = await loadCommand(name);
  assert.ok(json, `${name} prints no JSON`);
  const documents = stdout.startsWith('{\n')
    ? [JSON.parse(stdout)]
    : stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line));
  assert.ok(documents.length > 0, `${name} printed nothing: ${stderr}`);
  const isValid = ajv.compile(json.shape.schema);
  for (const document of documents)
    assert.ok(
      isValid(document),
      `${name}: ${ajv.errorsText(isValid.errors)}\n${JSON.stringify(document).slice(0, 2000)}`,
    );
  return documents;
}
