import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { StatesError } from '../errors.ts';
import type { Json } from '../json.ts';
import { compileExpression } from './expression.ts';
import { intrinsicFunctions } from './intrinsics/index.ts';
import { InvalidPath } from './jsonpath.ts';
import type { Scope } from './scope.ts';

const scope: Scope = {
  context: () => ({ Execution: { Name: 'here' } }),
  variable: (name) => ({ list: [1, 2] })[name],
  variables: () => ({ list: [1, 2] }),
  random: (seed = 0) => (seed % 10) / 10,
  uuid: () => '00000000-0000-4000-8000-000000000000',
  now: 0,
  input: {},
};
const input = { a: 1, text: 'x', list: [3, 1, 3], object: { k: 'v' } };
const evaluate = (text: string, value: Json = input) => compileExpression(text, 'field.$')(value, scope);

// Most are the examples of "Intrinsics for JSONPath states in Step Functions".
const examples: [string, unknown][] = [
  ["States.Format('Your name is {}, {} years', 'Foo', $.a)", 'Your name is Foo, 1 years'],
  ["States.Format('\\{{}\\} is \\'{}\\'', $.a, $.text)", "{1} is 'x'"],
  ["States.Format('{} {}', $.list, $.object)", '[3, 1, 3] {k=v}'],
  [`States.StringToJson('{"a":[1,null]}')`, { a: [1, null] }],
  ["States.StringToJson('  ')", null],
  ['States.JsonToString($.object)', '{"k":"v"}'],
  ['States.Array()', []],
  ["States.Array($.a, 'b', null, true, -1.5e2)", [1, 'b', null, true, -150]],
  ['States.ArrayPartition($.list, 2)', [[3, 1], [3]]],
  ['States.ArrayContains($.list, 3)', true],
  ["States.ArrayContains($.list, '3')", false],
  ['States.ArrayRange(1, 9, 2)', [1, 3, 5, 7, 9]],
  ['States.ArrayRange(9, 1, -4)', [9, 5, 1]],
  ['States.ArrayGetItem($.list, 1)', 1],
  ['States.ArrayLength($.list)', 3],
  ['States.ArrayUnique($.list)', [3, 1]],
  ["States.Base64Encode('Data to encode')", 'RGF0YSB0byBlbmNvZGU='],
  ["States.Base64Decode('RGVjb2RlZCBkYXRh')", 'Decoded data'],
  ["States.Hash('input data', 'SHA-1')", 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
  ['States.JsonMerge($.object, States.StringToJson(\'{"k":1,"l":2}\'), false)', { k: 1, l: 2 }],
  ['States.MathRandom(10, 20, 5)', 15],
  ['States.MathAdd($.a, -1)', 0],
  ['States.MathAdd(1.5, -1.5)', 1],
  ["States.StringSplit('1,2;3,,4', ',;')", ['1', '2', '3', '4']],
  ['States.UUID()', '00000000-0000-4000-8000-000000000000'],
  ['States.ArrayLength($list)', 2],
  ["States.Format('{}', $$.Execution.Name)", 'here'],
  ["States.ArrayGetItem(States.StringSplit($['text'], ','), 0)", 'x'],
];

describe('intrinsic functions', () => {
  for (const [text, expected] of examples) {
    test(`${text} gives ${JSON.stringify(expected)}`, () => assert.deepEqual(evaluate(text), expected));
  }

  test('each of them is among the examples', () => {
    const missing = Object.keys(intrinsicFunctions).filter(
      (name) => !examples.some(([text]) => text.includes(`${name}(`)),
    );
    assert.deepEqual(missing, []);
  });

  for (const text of [
    "States.Format('{} {}', 1)",
    'States.ArrayGetItem($.list, 3)',
    'States.ArrayRange(0, 5000, 1)',
    'States.ArrayRange(0, 5, 0)',
    'States.ArrayPartition($.list, 0)',
    'States.MathAdd($.text, 1)',
    "States.StringToJson('{')",
    "States.Hash('x', 'MD4')",
    'States.JsonMerge($.object, $.object, true)',
    'States.ArrayLength($.a)',
  ]) {
    test(`${text} fails with States.IntrinsicFailure`, () => {
      assert.throws(
        () => evaluate(text),
        (error) => error instanceof StatesError && error.error === 'States.IntrinsicFailure',
      );
    });
  }

  for (const text of [
    'States.None(1)',
    'States.Array(',
    'States.Array(1 2)',
    'States.Array(1) x',
    'States.UUID(1)',
    "States.Array('a)",
  ]) {
    test(`${text} is refused when it is compiled`, () =>
      assert.throws(() => compileExpression(text, 'a.$'), InvalidPath));
  }
});
