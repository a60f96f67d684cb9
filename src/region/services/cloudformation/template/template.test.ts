// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the text is a CloudFormation template, not JavaScript
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type CapableType, requiredCapability } from './capabilities.ts';
import { readTemplate } from './template.ts';
import { type KnownType, validateTemplate } from './validate.ts';

const types: Record<string, KnownType & CapableType> = {
  'AWS::IAM::Role': { attributes: ['Arn'], iam: { name: 'RoleName' } },
  'AWS::Logs::LogGroup': { attributes: ['Arn'] },
};

const faultOf = (text: string) => {
  try {
    validateTemplate(readTemplate(text), types);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no fault';
};
const log = 'Resources:\n  Log:\n    Type: AWS::Logs::LogGroup\n';

describe('the form of a template', () => {
  const cases: Record<string, [template: string, message: string]> = {
    'a good one': [log, 'no fault'],
    'an unknown section': [`${log}Resource: {}`, 'Invalid template property or properties [Resource]'],
    'no resource': ['Description: x', 'Template format error: At least one Resources member must be defined.'],
    'a transform': [
      `Transform: AWS::Serverless-2016-10-31\n${log}`,
      'wakepatch\'s Region does not support transforms (the template asks for "AWS::Serverless-2016-10-31").',
    ],
    'a resource without a type': [
      'Resources: {A: {Properties: {}}}',
      'Template format error: [/Resources/A] Every Resources object must contain a Type member.',
    ],
    'a name with a hyphen': [
      'Resources: {A-b: {Type: AWS::Logs::LogGroup}}',
      'Template format error: Resource name A-b is non alphanumeric.',
    ],
    'a type that is none': ['Resources: {A: {Type: Log}}', 'Template format error: Unrecognized resource types: [Log]'],
    'a type that is not here': [
      'Resources: {A: {Type: AWS::S3::Bucket}}',
      "wakepatch's Region does not support the resource type AWS::S3::Bucket.",
    ],
    'an unknown member of a resource': [`${log}    Depends: B`, "Invalid template resource property 'Depends'"],
    'a policy on updates': [
      `${log}    UpdatePolicy: {}`,
      "wakepatch's Region does not support the attribute UpdatePolicy of a resource (Log).",
    ],
    'an unknown Ref': [
      `${log}    Properties: {LogGroupName: !Ref Nobody}`,
      'Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template',
    ],
    'an unknown name in Sub': [
      `${log}    Properties: {LogGroupName: !Sub 'a-\${Nobody}-\${!Literal}'}`,
      'Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template',
    ],
    'an unknown DependsOn': [
      `${log}    DependsOn: Nobody`,
      'Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template',
    ],
    'an unknown Ref in an output': [
      `${log}Outputs: {O: {Value: !Ref Nobody}}`,
      'Template format error: Unresolved resource dependencies [Nobody] in the Outputs block of the template',
    ],
    'an unknown resource in GetAtt': [
      `${log}Outputs: {O: {Value: !GetAtt Nobody.Arn}}`,
      'Template error: instance of Fn::GetAtt references undefined resource Nobody',
    ],
    'an unknown attribute': [
      `${log}Outputs: {O: {Value: !GetAtt Log.Name}}`,
      'Template error: resource Log does not support attribute type Name in Fn::GetAtt',
    ],
    'half a GetAtt': [
      `${log}Outputs: {O: {Value: !GetAtt Log}}`,
      'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    ],
    'a resource in a condition': [
      `${log}Conditions: {C: !Equals [!Ref Log, x]}`,
      'Template error: Unresolved dependencies [Log]. Cannot reference resources in the Conditions block of the template',
    ],
    'an unknown condition': [
      `${log}    Condition: Nothing`,
      'Template format error: Unresolved condition dependency Nothing in the definition of Log',
    ],
    'an unknown function': [
      `${log}Outputs: {O: {Value: !Frobnicate x}}`,
      'Template error: Encountered unsupported function: Fn::Frobnicate Supported functions are: [Ref, Fn::GetAtt, Fn::Sub, Fn::Join, Fn::Split, Fn::Select, Fn::Base64, Fn::FindInMap, Fn::If, Fn::ImportValue, Fn::GetAZs]',
    ],
    "a function that is AWS's and not here": [
      `${log}Outputs: {O: {Value: !Cidr [10.0.0.0/8, 1, 8]}}`,
      "wakepatch's Region does not support the intrinsic function Fn::Cidr.",
    ],
    'a dynamic reference': [
      `${log}    Properties: {LogGroupName: '{{resolve:ssm:name}}'}`,
      "wakepatch's Region does not support dynamic references ({{resolve:ssm:name}}).",
    ],
    'an unknown member of a parameter': [
      `${log}Parameters: {P: {Type: String, DefaultValue: x}}`,
      "Invalid template parameter property 'DefaultValue'",
    ],
    'an output without a value': [
      `${log}Outputs: {O: {Description: x}}`,
      'Template format error: Every Outputs member must contain a Value object',
    ],
  };
  for (const [name, [template, message]] of Object.entries(cases)) {
    test(name, () => assert.equal(faultOf(template), message));
  }

  test('a policy may have a Condition without being taken for an intrinsic function', () => {
    const properties = '{LogGroupName: x, Policy: {Condition: {StringEquals: {a: b}}}}';
    assert.equal(faultOf(`${log}    Properties: ${properties}`), 'no fault');
  });
});

describe('the capability that a template needs', () => {
  const role = (properties: string) =>
    readTemplate(`Resources: {R: {Type: AWS::IAM::Role, Properties: ${properties}}}`);

  test('none without IAM resources', () => {
    assert.equal(requiredCapability(readTemplate(log), types), undefined);
  });
  test('CAPABILITY_IAM for a role, CAPABILITY_NAMED_IAM for one with a name of its own', () => {
    assert.deepEqual(requiredCapability(role('{}'), types), {
      capability: 'CAPABILITY_IAM',
      resourceTypes: ['AWS::IAM::Role'],
    });
    assert.equal(requiredCapability(role('{RoleName: mine}'), types)?.capability, 'CAPABILITY_NAMED_IAM');
  });
});
