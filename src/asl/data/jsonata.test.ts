import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { StatesError } from '../errors.ts';
import type { Json } from '../json.ts';
import { compileJsonata, InvalidExpression } from './jsonata.ts';
import type { Scope } from './scope.ts';

const scope: Scope = {
  context: () => ({ State: { Name: 'S' } }),
  variable: () => undefined,
  variables: () => ({ list: [1, 2, 3] }),
  random: (seed = 1) => seed / 10,
  uuid: () => 'a-uuid',
  now: Date.UTC(2026, 0, 2, 3, 4, 5),
  input: { a: { b: 1 } },
  result: 'r',
};
const evaluate = (template: Json) => compileJsonata(template, 'Output')({}, scope);
const failure = (template: Json): StatesError => {
  try {
    evaluate(template);
  } catch (error) {
    if (error instanceof StatesError) return error;
  }
  throw new assert.AssertionError({ message: 'should have failed' });
};

describe('JSONata', () => {
  test('evaluates the expressions in a value, wherever they stand, and nothing else', () => {
    const template = {
      x: '{% $states.input.a.b + 1 %}',
      y: ['{%$states.result%}', ' {% 1 %}', 2],
      z: { w: '{% $list[1] %}' },
    };
    assert.deepEqual(evaluate(template), { x: 2, y: ['r', ' {% 1 %}', 2], z: { w: 2 } });
  });

  test('sees the context object', () => assert.equal(evaluate('{% $states.context.State.Name %}'), 'S'));

  const functions: [string, unknown][] = [
    ['$partition([1,2,3,4], 3)', [[1, 2, 3], [4]]],
    ['$range(0, 4, 2)', [0, 2, 4]],
    ['$hash("input data", "SHA-1")', 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
    ['$random()', 0.1],
    ['$random(5)', 0.5],
    ['$uuid()', 'a-uuid'],
    ['$parse(\'{"a":1}\').a', 1],
    ['$now()', '2026-01-02T03:04:05.000Z'],
    ['$now("[Y0001]/[M01]")', '2026/01'],
    ['$millis()', Date.UTC(2026, 0, 2, 3, 4, 5)],
  ];
  for (const [expression, expected] of functions) {
    test(`${expression} gives ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(evaluate(`{% ${expression} %}`), expected);
    });
  }

  test("fails with AWS's sentence, and names the place", () => {
    const undefinedValue = failure({ deep: '{% $none %}' });
    assert.equal(undefinedValue.error, 'States.QueryEvaluationError');
    assert.equal(undefinedValue.location, 'Output/deep');
    assert.equal(
      undefinedValue.message,
      "The JSONata expression '$none' specified for the field 'Output/deep' returned nothing (undefined).",
    );
    assert.equal(
      failure('{% $sum("a") %}').message,
      "The JSONata expression '$sum(\"a\")' specified for the field 'Output' threw an error during evaluation. " +
        'T0412: Argument 1 of function "sum" must be an array of "numbers"',
    );
    assert.match(failure('{% function($x){$x} %}').message, /returned an unsupported result type\.$/);
  });

  test('has no $eval', () => assert.match(failure('{% $eval("1+1") %}').message, /T1006/));

  test('gives up on an expression that goes on for ever', () => {
    assert.match(failure('{% ($f := function($x){ $f($x + 1) }; $f(0)) %}').message, /too many steps/);
  });

  test('is refused when it cannot be parsed, with the message of the parser', () => {
    assert.throws(() => compileJsonata('{% 1 + %}', 'Output'), new InvalidExpression('Unexpected end of expression'));
  });
});
