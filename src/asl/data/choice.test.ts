import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Json } from '../json.ts';
import { comparisonOperators, testOperators } from './choice.ts';

const operators = { ...comparisonOperators, ...testOperators };
const holds = (name: string, value: Json | undefined, operand: Json) => operators[name]!(value, operand);

// [operator, operand, values that fit, values that do not]
const cases: [string, Json, (Json | undefined)[], (Json | undefined)[]][] = [
  ['StringEquals', 'a', ['a'], ['A', 1, null]],
  ['StringLessThan', 'b', ['a', 'B'], ['b', 'c', 0]],
  ['StringGreaterThan', 'b', ['c'], ['b', 'a', 9]],
  ['StringLessThanEquals', 'b', ['a', 'b'], ['c']],
  ['StringGreaterThanEquals', 'b', ['b', 'c'], ['a']],
  ['NumericEquals', 1, [1, 1.0], ['1', true, 2]],
  ['NumericLessThan', 1, [0, -1], [1, 2, '0']],
  ['NumericGreaterThan', 1, [2], [1, 0, '2']],
  ['NumericLessThanEquals', 1, [1, 0], [2]],
  ['NumericGreaterThanEquals', 1, [1, 2], [0]],
  ['TimestampEquals', '2026-01-01T00:00:00Z', ['2026-01-01T01:00:00+01:00'], ['2026-01-01', 1]],
  ['TimestampLessThan', '2026-01-01T00:00:00Z', ['2025-12-31T23:59:59.999Z'], ['2026-01-01T00:00:00Z']],
  ['TimestampGreaterThan', '2026-01-01T00:00:00Z', ['2026-01-01T00:00:01Z'], ['2026-01-01T00:00:00Z']],
  ['TimestampLessThanEquals', '2026-01-01T00:00:00Z', ['2026-01-01T00:00:00Z'], ['2026-01-02T00:00:00Z']],
  ['TimestampGreaterThanEquals', '2026-01-01T00:00:00Z', ['2026-01-01T00:00:00Z'], ['2025-01-02T00:00:00Z']],
  ['BooleanEquals', false, [false], [true, 0, null]],
  ['StringMatches', 'log-*.txt', ['log-.txt', 'log-a.b.txt'], ['log.txt', 'xlog-a.txt', 'log-a.txt2', 1]],
  ['StringMatches', '*a*b*', ['ab', 'xaxbx'], ['ba']],
  ['StringMatches', 'a\\*b\\\\', ['a*b\\'], ['axb\\']],
  ['StringMatches', 'aa*aa', ['aaaa', 'aaxaa'], ['aaa']],
  ['IsNull', true, [null], [0, '', undefined]],
  ['IsNull', false, [0, ''], [null]],
  ['IsPresent', true, [null, 0], [undefined]],
  ['IsPresent', false, [undefined], [null]],
  ['IsNumeric', true, [1], ['1']],
  ['IsString', true, [''], [1]],
  ['IsString', false, [1, null], ['']],
  ['IsBoolean', true, [false], [null]],
  ['IsTimestamp', true, ['2026-01-01T00:00:00Z'], ['2026-01-01', '2026-02-30T00:00:00Z', 1]],
];

describe('choice operators', () => {
  for (const [name, operand, fitting, others] of cases) {
    test(`${name} ${JSON.stringify(operand)}`, () => {
      for (const value of fitting) assert.equal(holds(name, value, operand), true, JSON.stringify(value));
      for (const value of others) assert.equal(holds(name, value, operand), false, JSON.stringify(value));
    });
  }

  test('each of them is among the cases', () => {
    assert.deepEqual(new Set(cases.map(([name]) => name)), new Set(Object.keys(operators)));
  });

  test('StringMatches takes no longer for a pattern of many asterisks', () => {
    assert.equal(holds('StringMatches', 'a'.repeat(5000), `${'*a'.repeat(2000)}*b`), false);
  });
});
