import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { renderYaml } from './render-yaml.ts';

/** The text without the comment at its top. */
const render = (template: object) => renderYaml(template).replace(/^#.*\n\n/, '');

describe('a template as YAML', () => {
  test('has intrinsic functions in their short form', () => {
    assert.equal(render({ Role: { Ref: 'Role' } }), 'Role: !Ref Role\n');
    assert.equal(render({ Arn: { 'Fn::GetAtt': ['Role', 'Arn'] } }), 'Arn: !GetAtt Role.Arn\n');
    assert.equal(render({ Id: { 'Fn::If': ['Chosen', { Ref: 'A' }, 'b'] } }), 'Id: !If [ Chosen, !Ref A, b ]\n');
    assert.equal(render({ Both: { 'Fn::And': [{ Condition: 'A' }] } }), 'Both: !And [ !Condition A ]\n');
  });

  test('has the long form where a function stands directly within another', () => {
    assert.equal(render({ Data: { 'Fn::Base64': { 'Fn::Sub': 'x' } } }), 'Data:\n  Fn::Base64: !Sub x\n');
  });

  test('leaves a resource’s and a statement’s Condition alone', () => {
    assert.equal(render({ Condition: 'Chosen', Type: 'T' }), 'Condition: Chosen\nType: T\n');
    assert.equal(render({ Condition: { Bool: 1 } }), 'Condition:\n  Bool: 1\n');
  });

  test('has text of several lines as a block scalar', () => {
    assert.equal(render({ Code: 'a\n  b\n' }), 'Code: |\n  a\n    b\n');
  });

  test('quotes what an old parser takes for something else than text', () => {
    assert.equal(render({ a: '2012-10-17', b: 'yes', c: '12', d: 12 }), "a: '2012-10-17'\nb: 'yes'\nc: '12'\nd: 12\n");
  });
});
