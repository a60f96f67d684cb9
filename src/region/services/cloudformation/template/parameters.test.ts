import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parameterValues } from './parameters.ts';
import { parameterType, typedValue } from './parameterTypes.ts';
import { readTemplate } from './template.ts';

const declare = (parameters: string) => readTemplate(`Parameters: ${parameters}\nResources: {A: {Type: T::A}}`);
const give = (values: Record<string, string>) =>
  Object.entries(values).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));

describe('parameter values', () => {
  test('are those given, else the defaults, as strings', () => {
    const template = declare(
      '{A: {Type: String, Default: a}, N: {Type: Number, Default: 2}, B: {Type: String, Default: true}}',
    );
    assert.deepEqual(parameterValues(template, give({ A: 'x' })), { A: 'x', N: '2', B: 'true' });
  });

  test('may be kept from before', () => {
    const template = declare('{A: {Type: String, Default: a}}');
    const keep = [{ ParameterKey: 'A', UsePreviousValue: true }];
    assert.deepEqual(parameterValues(template, keep, { A: 'old' }), { A: 'old' });
    assert.throws(
      () => parameterValues(template, keep, {}),
      /Cannot specify usePreviousValue as true for a parameter key not in/,
    );
  });

  test('must be there, and be declared', () => {
    const template = declare('{A: {Type: String}, B: {Type: String}}');
    assert.throws(() => parameterValues(template, []), {
      code: 'ValidationError',
      message: 'Parameters: [A, B] must have values',
    });
    assert.throws(() => parameterValues(template, give({ A: '', B: '', C: '' })), {
      message: 'Parameters: [C] do not exist in the template',
    });
  });

  const constraints: [declaration: string, value: string, message: string | undefined][] = [
    ['Type: Number', '1.5', undefined],
    ['Type: Number', 'one', "Parameter 'P' must be a number"],
    ['Type: Number, MinValue: 1', '0', "Parameter 'P' must be a number not less than 1"],
    ['Type: Number, MaxValue: 24', '25', "Parameter 'P' must be a number not greater than 24"],
    ['Type: List<Number>', '1, 2', undefined],
    ['Type: List<Number>, MaxValue: 1', '1,2', "Parameter 'P' must be a number not greater than 1"],
    ['Type: String, MinLength: 2', 'a', "Parameter 'P' must contain at least 2 characters"],
    ['Type: String, MaxLength: 2', 'abc', "Parameter 'P' must contain at most 2 characters"],
    ['Type: String, AllowedPattern: "[a-z]+"', 'abc1', "Parameter 'P' must match pattern [a-z]+"],
    ['Type: String, AllowedPattern: "^[a-z]+$"', 'abc', undefined],
    ['Type: String, AllowedValues: [yes, 1, x]', '1', undefined],
    ['Type: String, AllowedValues: [a, b]', 'c', "Parameter 'P' must be one of AllowedValues [a, b]"],
    ['Type: CommaDelimitedList, AllowedPattern: "i-[0-9a-f]+"', 'i-1, i-2', undefined],
    ['Type: CommaDelimitedList, AllowedPattern: "i-[0-9a-f]+"', '', undefined],
    [
      'Type: String, MinLength: 2, ConstraintDescription: two or more',
      'a',
      'Parameter P failed to satisfy constraint: two or more',
    ],
  ];
  for (const [declaration, value, message] of constraints) {
    test(`${declaration}: ${JSON.stringify(value)} is ${message ? 'refused' : 'taken'}`, () => {
      const attempt = () => parameterValues(declare(`{P: {${declaration}}}`), give({ P: value }));
      if (message) assert.throws(attempt, { message });
      else assert.deepEqual(attempt(), { P: value });
    });
  }
});

describe('parameter types', () => {
  test('tell what a Ref gives', () => {
    assert.deepEqual(typedValue(parameterType('CommaDelimitedList'), 'a, b'), ['a', 'b']);
    assert.deepEqual(typedValue(parameterType('List<Number>'), ''), []);
    assert.equal(typedValue(parameterType('Number'), '5'), '5');
    assert.deepEqual(parameterType('AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>'), {
      list: false,
      number: false,
      stored: true,
      exists: 'AWS::EC2::Image::Id',
    });
  });
  test('that are none, or not here, are refused', () => {
    assert.throws(() => parameterType('Integer'), {
      message: 'Template format error: Unrecognized parameter type: Integer',
    });
    assert.throws(
      () => parameterType('AWS::EC2::Subnet::Id'),
      /does not support the parameter type AWS::EC2::Subnet::Id/,
    );
  });
});
