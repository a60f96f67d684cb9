// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the text is a CloudFormation template, not JavaScript
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { evaluate } from './evaluate.ts';
import { notYetKnown, type Value } from './functions/function.ts';
import { parseTemplate } from './parse.ts';
import { checkRules } from './rules.ts';
import { templateScope } from './scope.ts';
import { readTemplate } from './template.ts';

const template = readTemplate(`
Parameters:
  Name: {Type: String}
  Zones: {Type: CommaDelimitedList}
Mappings:
  Size: {small: {memory: 1, tags: [a, b]}}
Conditions:
  IsProd: !Equals [!Ref Name, prod]
  IsNotProd: !Not [!Condition IsProd]
  Both: !And [!Condition IsProd, !Condition IsNotProd]
  Either: !Or [!Condition IsProd, !Condition IsNotProd]
  Loop: !Not [!Condition Loop]
Rules:
  Prod:
    RuleCondition: !Equals [!Ref Name, prod]
    Assertions:
      - {Assert: !Contains [[eu], !Ref Name], AssertDescription: prod is in eu}
      - {Assert: !EachMemberIn [!Ref Zones, [a, b]], AssertDescription: zones are a or b}
Resources:
  Made: {Type: AWS::IAM::Role}
  Coming: {Type: AWS::IAM::Role}
`);

const scopeFor = (parameters: Record<string, Value>) =>
  templateScope(template, {
    place: {
      account: '123456789012',
      region: 'eu-west-1',
      stackName: 'fleet',
      stackId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/fleet/1',
    },
    parameters,
    resource: (name) => (name === 'Made' ? { ref: 'made-1', attributes: { Arn: 'arn:made' } } : undefined),
    imported: (name) => `value of ${name}`,
    availabilityZones: (region) => [`${region}a`, `${region}b`],
  });
const scope = scopeFor({ Name: 'test', Zones: ['a', 'c'] });
const value = (yaml: string, section: 'Resources' | 'Conditions' = 'Resources') =>
  evaluate(parseTemplate(`V: ${yaml}`).V!, section, scope);

describe('intrinsic functions', () => {
  const cases: Record<string, Value> = {
    '!Ref Name': 'test',
    '!Ref Zones': ['a', 'c'],
    '!Ref Made': 'made-1',
    '!GetAtt Made.Arn': 'arn:made',
    '!Sub "${Name}: ${Made.Arn} in ${AWS::Region} ${!Literal} $x"': 'test: arn:made in eu-west-1 ${Literal} $x',
    '!Sub ["${A}/${Name}", {A: !Ref Made}]': 'made-1/test',
    '!Join ["-", [a, 1, !Ref Name]]': 'a-1-test',
    '!Join [",", !Ref Zones]': 'a,c',
    '!Split ["/", a/b]': ['a', 'b'],
    '!Select [1, !Split ["/", a/b]]': 'b',
    '!Select ["0", !GetAZs ""]': 'eu-west-1a',
    '!Base64 äö': 'w6TDtg==',
    '!FindInMap [Size, small, memory]': 1,
    '!FindInMap [Size, small, tags]': ['a', 'b'],
    '!If [IsProd, big, !Ref Name]': 'test',
    '[1, !If [IsProd, 2, !Ref AWS::NoValue], 3]': [1, 3],
    '{a: 1, b: !Ref AWS::NoValue}': { a: 1 },
    '!ImportValue vpc': 'value of vpc',
    '{Condition: x}': { Condition: 'x' },
  };
  for (const [yaml, expected] of Object.entries(cases)) {
    test(yaml, () => assert.deepEqual(value(yaml), expected));
  }

  test('what depends on a resource that is still to be made is not yet known', () => {
    for (const yaml of [
      '!Ref Coming',
      '!GetAtt Coming.Arn',
      '!Sub "x${Coming}"',
      '!Join ["", [a, !Ref Coming]]',
      '!Base64 {Fn::Sub: "${Coming}"}',
    ]) {
      assert.equal(value(yaml), notYetKnown, yaml);
    }
    assert.deepEqual(value('{a: !Ref Coming, b: 1}'), { a: notYetKnown, b: 1 });
    assert.equal(value('!If [IsProd, !Ref Coming, here]'), 'here');
  });

  test('wrong arguments are refused', () => {
    assert.throws(() => value('!Select [5, [a]]'), {
      message: 'Template error: Fn::Select cannot select nonexistent value at index 5',
    });
    assert.throws(() => value('!FindInMap [Size, large, memory]'), {
      message: 'Template error: Unable to get mapping for Size::large::memory',
    });
    assert.throws(() => value('!Join [",", x]'), /every Fn::Join object requires two parameters/);
  });
});

describe('conditions', () => {
  test('follow from parameters and from each other', () => {
    const names = ['IsProd', 'IsNotProd', 'Both', 'Either'];
    assert.deepEqual(names.map(scope.condition), [false, true, false, true]);
    assert.deepEqual(names.map(scopeFor({ Name: 'prod', Zones: [] }).condition), [true, false, false, true]);
  });
  test('cannot go in a circle', () => {
    assert.throws(() => scope.condition('Loop'), {
      message: 'Template format error: Circular dependencies in conditions [Loop]',
    });
  });
});

describe('rules', () => {
  test('hold the parameters to their assertions where their condition applies', () => {
    assert.doesNotThrow(() => checkRules(template, scope));
    assert.throws(() => checkRules(template, scopeFor({ Name: 'prod', Zones: ['a', 'c'] })), {
      code: 'ValidationError',
      message: 'prod is in eu; zones are a or b',
    });
  });
});
