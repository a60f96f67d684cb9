import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conditionText } from './conditions.ts';

test('the conditions of Choice states are said in short', () => {
  const cases = {
    done: { Condition: '{% $states.input.done %}' },
    '$count(items) > 0': { Condition: '{% $count($states.input.items) > 0 %}' },
    'status = "complete"': { Variable: '$.status', StringEquals: 'complete' },
    'count ≥ 3': { Variable: '$.count', NumericGreaterThanEquals: 3 },
    'count < limit': { Variable: '$.count', NumericLessThanPath: '$.limit' },
    'name is not present': { Variable: '$.name', IsPresent: false },
    'name like "web-*"': { Variable: '$.name', StringMatches: 'web-*' },
    'a = true and not b is null': {
      And: [{ Variable: '$.a', BooleanEquals: true }, { Not: { Variable: '$.b', IsNull: true } }],
      Comment: 'says nothing',
    },
    'a = 1 or a = 2': {
      Or: [
        { Variable: '$.a', NumericEquals: 1 },
        { Variable: '$.a', NumericEquals: 2 },
      ],
    },
  };
  for (const [words, rule] of Object.entries(cases)) assert.equal(conditionText({ ...rule, Next: 'There' }), words);
});
