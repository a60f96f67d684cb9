import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { type ExecutionType, InvalidDefinition, type JsonObject, validate } from './index.ts';

interface Case {
  id: string;
  op: string;
  request: { definition?: string; type?: ExecutionType };
  expect: { Error?: { Code: string; Message: string }; exception_value?: string; diagnostics?: JsonObject[] };
}

const cases = readFileSync(new URL('../../test/asl-cases/create-errors.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

/** The message about the definition that AWS refused the call with, if it was about the definition. */
function invalidDefinition({ expect }: Case): string | undefined {
  return /Invalid State Machine Definition: [\s\S]*/.exec(expect.Error?.Message ?? expect.exception_value ?? '')?.[0];
}

/** TestState may be given a state alone, which AWS then names StateName. */
function definitionOf({ op, request }: Case): string {
  const definition = JSON.parse(request.definition!) as JsonObject;
  const isState = op === 'test_state' && definition.States === undefined;
  return isState ? JSON.stringify({ StartAt: 'StateName', States: { StateName: definition } }) : request.definition!;
}

describe('definitions are refused with the message of AWS', () => {
  for (const recorded of cases.filter(invalidDefinition)) {
    test(recorded.id, () => {
      const diagnostics = validate(definitionOf(recorded), { type: recorded.request.type });
      assert.equal(new InvalidDefinition(diagnostics).message, invalidDefinition(recorded));
    });
  }
});

describe('definitions are diagnosed as AWS does', () => {
  for (const recorded of cases.filter(({ expect }) => expect.diagnostics)) {
    test(recorded.id, () => {
      const { definition, type } = recorded.request;
      assert.deepEqual(validate(definition!, { type }), recorded.expect.diagnostics);
    });
  }
});

test('what else AWS refused was not about the definition, and every definition in it is sound', () => {
  const others = cases.filter((recorded) => !invalidDefinition(recorded) && !recorded.expect.diagnostics);
  assert.equal(others.length, 42);
  for (const recorded of others.filter(({ request }) => request.definition !== undefined)) {
    const diagnostics = validate(definitionOf(recorded), { type: recorded.request.type });
    assert.deepEqual(diagnostics, [], recorded.id);
  }
});
