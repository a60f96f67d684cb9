import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { later, type Settings, settle, type Template } from './settle.ts';

const placeholder = (name: string) => `\${${name}}`;

/** A template of one resource with these properties. */
const templateOf = (Properties: object, rest: Partial<Template> = {}): Template => ({
  Parameters: { Name: { Type: 'String' }, Size: { Type: 'Number' } },
  Conditions: {
    IsNamed: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Name' }, ''] }] },
    IsLarge: { 'Fn::And': [{ Condition: 'IsNamed' }, { 'Fn::Equals': [{ Ref: 'Size' }, '9'] }] },
  },
  Rules: {},
  Resources: { Thing: { Type: 'A::B::C', Properties } },
  Outputs: {},
  ...rest,
});
const propertiesOf = (properties: object, settings: Settings) =>
  settle(templateOf(properties), settings).Resources.Thing?.Properties;

describe('a template is settled', () => {
  const cases: Readonly<Record<string, [properties: object, settings: Settings, settled: object]>> = {
    'a parameter is replaced by its value': [{ a: { Ref: 'Size' } }, { Size: 3 }, { a: 3 }],
    'what refers to something else stays': [{ a: { Ref: 'AWS::Region' } }, {}, { a: { Ref: 'AWS::Region' } }],
    'a text of which all is known is plain': [
      { a: { 'Fn::Sub': `x${placeholder('Name')}` } },
      { Name: 'y' },
      { a: 'xy' },
    ],
    'the rest of a text is left for the deployment': [
      { a: { 'Fn::Sub': `${placeholder('Name')}:${placeholder('AWS::Region')}` } },
      { Name: 'y' },
      { a: { 'Fn::Sub': `y:${placeholder('AWS::Region')}` } },
    ],
    'a value that looks like a placeholder is none': [
      { a: { 'Fn::Sub': `${placeholder('Name')}:${placeholder('AWS::Region')}` } },
      { Name: placeholder('AWS::AccountId') },
      { a: { 'Fn::Sub': `\${!AWS::AccountId}:${placeholder('AWS::Region')}` } },
    ],
    'what is known later is joined into a text': [
      { a: { 'Fn::Sub': `x/${placeholder('Name')}` } },
      { Name: later },
      { a: { 'Fn::Join': ['', ['x/', { Ref: 'Name' }]] } },
    ],
    'lists are split and joined': [
      { a: { 'Fn::Join': ['+', { 'Fn::Split': [',', { Ref: 'Name' }] }] } },
      { Name: 'x,y' },
      { a: 'x+y' },
    ],
    'of a condition the branch that holds is left': [
      { a: { 'Fn::If': ['IsLarge', 'large', 'small'] } },
      { Name: 'x', Size: 9 },
      { a: 'large' },
    ],
    'what is known later is taken for given': [
      { a: { 'Fn::If': ['IsNamed', { Ref: 'Name' }, 'nobody'] } },
      { Name: later },
      { a: { Ref: 'Name' } },
    ],
    'a policy in text becomes an object, the names of its members too': [
      { PolicyDocument: { 'Fn::Sub': `{ "${placeholder('Name')}": ["${placeholder('AWS::Region')}", "x"] }` } },
      { Name: 'tag' },
      { PolicyDocument: { tag: [{ 'Fn::Sub': placeholder('AWS::Region') }, 'x'] } },
    ],
  };
  for (const [name, [properties, settings, settled]] of Object.entries(cases))
    test(name, () => assert.deepEqual(propertiesOf(properties, { Name: '', ...settings }), settled));

  test('resources and outputs whose condition does not hold are gone, and so are the conditions', () => {
    const { Resources, Outputs, Conditions, Parameters } = settle(
      templateOf(
        {},
        {
          Resources: {
            Always: { Type: 'A' },
            Named: { Type: 'B', Condition: 'IsNamed' },
            Large: { Type: 'C', Condition: 'IsLarge' },
          },
          Outputs: { Name: { Condition: 'IsLarge', Value: 'x' } },
        },
      ),
      { Name: 'x', Size: 1 },
    );
    assert.deepEqual(Resources, { Always: { Type: 'A' }, Named: { Type: 'B' } });
    assert.deepEqual([Outputs, Conditions, Parameters], [{}, {}, {}]);
  });

  test('of the parameters those are left that are known later', () => {
    assert.deepEqual(settle(templateOf({}), { Name: later, Size: 1 }).Parameters, { Name: { Type: 'String' } });
  });

  test('a rule that is broken throws its own words; one that holds is gone', () => {
    const Rules = {
      Named: {
        Assertions: [
          { Assert: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Name' }, ''] }] }, AssertDescription: 'Name it.' },
        ],
      },
    };
    assert.throws(() => settle(templateOf({}, { Rules }), { Name: '' }), /^Error: Name it\.$/);
    assert.deepEqual(settle(templateOf({}, { Rules }), { Name: 'x' }).Rules, {});
  });
});
