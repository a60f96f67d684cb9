// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the text is a CloudFormation template, not JavaScript
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseTemplate } from './parse.ts';

const faultOf = (text: string) => {
  try {
    parseTemplate(text);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no fault';
};

describe('a template as text', () => {
  test('YAML with short tags and JSON with the long form are the same', () => {
    const yaml = `
A: !Ref Name
B: !GetAtt Role.Arn
C: !Sub
  - '\${X}-\${AWS::Region}'
  - X: !Join ['', [a, !Ref b]]
D: !If [Is, !Ref AWS::NoValue, {Fn::GetAtt: [Deep, Outputs.Value.More]}]
E: !GetAtt Deep.Outputs.Value.More
F: !And [!Condition One, !Not [!Equals [true, "true"]]]
G: !Base64 |
  #!/bin/sh
  true
`;
    assert.deepEqual(parseTemplate(yaml), {
      A: { Ref: 'Name' },
      B: { 'Fn::GetAtt': ['Role', 'Arn'] },
      C: { 'Fn::Sub': ['${X}-${AWS::Region}', { X: { 'Fn::Join': ['', ['a', { Ref: 'b' }]] } }] },
      D: { 'Fn::If': ['Is', { Ref: 'AWS::NoValue' }, { 'Fn::GetAtt': ['Deep', 'Outputs.Value.More'] }] },
      E: { 'Fn::GetAtt': ['Deep', 'Outputs.Value.More'] },
      F: { 'Fn::And': [{ Condition: 'One' }, { 'Fn::Not': [{ 'Fn::Equals': [true, 'true'] }] }] },
      G: { 'Fn::Base64': '#!/bin/sh\ntrue\n' },
    });
    assert.deepEqual(parseTemplate(JSON.stringify(parseTemplate(yaml))), parseTemplate(yaml));
  });

  test('dates and times of day stay the strings that they are', () => {
    assert.deepEqual(parseTemplate('AWSTemplateFormatVersion: 2010-09-09\nAt: 12:30'), {
      AWSTemplateFormatVersion: '2010-09-09',
      At: '12:30',
    });
  });

  test('names stay as they are written, and y and n are letters', () => {
    assert.deepEqual(parseTemplate('N: y\non: yes\n0123: 1'), { N: 'y', on: true, '0123': 1 });
  });

  test('a fault is told with its line and column', () => {
    assert.equal(faultOf('A: 1\nB: [1, 2\nC: 3'), 'Template format error: YAML not well-formed. (line 3, column 1)');
    assert.equal(faultOf('{"A": 1,\n "B" 2}'), 'Template format error: JSON not well-formed. (line 2, column 6)');
    assert.equal(faultOf('{"A": 1'), 'Template format error: JSON not well-formed. (line 1, column 8)');
    assert.match(faultOf('A: 1\nA: 2'), /YAML not well-formed. \(line 2, column 1\)/);
  });

  test('what CloudFormation does not take of YAML is refused', () => {
    assert.equal(
      faultOf('A: &x 1\nB: *x'),
      'Template format error: YAML aliases are not allowed in CloudFormation templates',
    );
    assert.equal(faultOf('A:\n  B:\n'), "[/A/B] 'null' values are not allowed in templates");
    assert.equal(faultOf('just a sentence'), 'Template format error: unsupported structure.');
  });
});
