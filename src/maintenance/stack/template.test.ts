import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { parseShortForms } from '../testing/parse-short-forms.ts';
import { renderTemplate, synthesiseTemplate } from './template.ts';

const template = synthesiseTemplate() as unknown as Template;
const files = renderTemplate(template);

interface Template {
  Parameters: Record<string, Record<string, unknown>>;
  Metadata: {
    'AWS::CloudFormation::Interface': {
      ParameterGroups: { Parameters: string[] }[];
      ParameterLabels: Record<string, { default: string }>;
    };
  };
  Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
  Outputs: Record<string, { Description: string; Condition?: string }>;
}

/** Everything that has one key only, and that a function's or a reference's. */
function functionsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const here = Object.keys(value).filter((key) => key.startsWith('Fn::') || key === 'Ref' || key === 'Condition');
  return [...here, ...Object.values(value).flatMap(functionsIn)];
}

describe('the files in templates/', () => {
  for (const [name, text] of Object.entries(files)) {
    test(`${name} is up to date (else: npm run synth)`, () => {
      assert.equal(readFileSync(new URL(`../../../templates/${name}`, import.meta.url), 'utf8'), text);
    });

    test(`${name} is small enough to be deployed directly`, () => {
      const bytes = Buffer.byteLength(text);
      assert.ok(bytes < 51_200, `${bytes} bytes`);
    });
  }

  test('are the same template twice', () => {
    assert.deepEqual(JSON.parse(files['wakepatch.json']!), template);
    assert.deepEqual(parseShortForms(files['wakepatch.yaml']!), template);
  });

  test('come out the same, byte for byte, when synthesised again', () => {
    assert.deepEqual(renderTemplate(synthesiseTemplate()), files);
  });
});

describe('the template', () => {
  test('needs no bootstrap, no assets and nothing of CDK', () => {
    assert.doesNotMatch(files['wakepatch.json']!, /cdk|bootstrap|asset/i);
  });

  test('uses these types of resource', () => {
    assert.deepEqual([...new Set(Object.values(template.Resources).map(({ Type }) => Type))].sort(), [
      'AWS::EC2::Instance',
      'AWS::IAM::InstanceProfile',
      'AWS::IAM::Role',
      'AWS::Lambda::Function',
      'AWS::Logs::LogGroup',
      'AWS::SSM::MaintenanceWindow',
      'AWS::SSM::MaintenanceWindowTarget',
      'AWS::SSM::MaintenanceWindowTask',
      'AWS::StepFunctions::StateMachine',
    ]);
  });

  test('uses these functions', () => {
    assert.deepEqual([...new Set(functionsIn({ ...template, Resources: template.Resources }))].sort(), [
      'Condition',
      'Fn::And',
      'Fn::Base64',
      'Fn::Equals',
      'Fn::GetAtt',
      'Fn::If',
      'Fn::Join',
      'Fn::Not',
      'Fn::Or',
      'Fn::Split',
      'Fn::Sub',
      'Ref',
    ]);
  });

  test('creates no name of a role, so that CAPABILITY_IAM is enough and two stacks fit in an account', () => {
    for (const { Type, Properties } of Object.values(template.Resources)) {
      if (Type === 'AWS::IAM::Role') assert.ok(!('RoleName' in Properties));
      if (Type === 'AWS::Lambda::Function') assert.ok(!('FunctionName' in Properties));
      if (Type === 'AWS::StepFunctions::StateMachine') assert.ok(!('StateMachineName' in Properties));
    }
  });

  test('has each parameter in one group, with label, description, default and constraint', () => {
    const { ParameterGroups, ParameterLabels } = template.Metadata['AWS::CloudFormation::Interface'];
    assert.deepEqual(
      ParameterGroups.flatMap(({ Parameters }) => Parameters).sort(),
      Object.keys(template.Parameters).sort(),
    );
    for (const [name, parameter] of Object.entries(template.Parameters)) {
      assert.ok(ParameterLabels[name]?.default, `${name} has no label`);
      assert.ok(parameter.Description, `${name} has no description`);
      assert.ok('Default' in parameter, `${name} has no default`);
      const constraints = ['AllowedValues', 'AllowedPattern', 'MinValue'].filter((key) => key in parameter);
      const isTyped = parameter.Type === 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>';
      assert.ok(constraints.length === 1 || isTyped, `${name} has no constraint`);
      if (parameter.AllowedPattern) {
        assert.ok(parameter.ConstraintDescription, `${name}'s pattern is not put in words`);
        assert.match(String(parameter.Default), new RegExp(`^(?:${parameter.AllowedPattern})$`));
      }
    }
  });

  test('names the demo instance as the pattern does, from an image that is looked up', () => {
    const { Properties } = template.Resources.DemoInstance!;
    assert.deepEqual(Properties.Tags, [{ Key: 'Name', Value: 'ssm-stepfunction-demo' }]);
    assert.deepEqual(Properties.ImageId, { Ref: 'ImageId' });
    assert.equal(template.Parameters.ImageId?.Type, 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>');
    assert.doesNotMatch(files['wakepatch.json']!, /\bami-[0-9a-f]/);
  });

  test('has the demo instance’s resources and output only if it is asked for', () => {
    const conditional = Object.entries({ ...template.Resources, ...template.Outputs }).filter(
      ([, each]) => 'Condition' in each,
    );
    assert.deepEqual(
      conditional.map(([name]) => name),
      ['DemoInstanceRole', 'DemoInstanceProfile', 'DemoInstance', 'DemoInstanceId'],
    );
  });

  test('creates window, target and task in this order: each refers to the one before', () => {
    const { MaintenanceWindowTarget: target, MaintenanceWindowTask: task } = template.Resources;
    assert.deepEqual(target?.Properties.WindowId, { Ref: 'MaintenanceWindow' });
    assert.deepEqual(task?.Properties.WindowId, { Ref: 'MaintenanceWindow' });
    assert.deepEqual(task?.Properties.Targets, [
      { Key: 'WindowTargetIds', Values: [{ Ref: 'MaintenanceWindowTarget' }] },
    ]);
  });

  test('starts one execution for each target, with its id from the pseudo parameter', () => {
    const { Properties } = template.Resources.MaintenanceWindowTask!;
    assert.equal(Properties.TaskType, 'STEP_FUNCTIONS');
    assert.deepEqual(Properties.TaskArn, { Ref: 'StateMachine' });
    assert.deepEqual(Properties.ServiceRoleArn, { 'Fn::GetAtt': ['MaintenanceWindowRole', 'Arn'] });
    assert.deepEqual(Properties.TaskInvocationParameters, {
      MaintenanceWindowStepFunctionsParameters: { Input: '{ "instanceId": "{{RESOURCE_ID}}" }' },
    });
  });

  test('gives every placeholder of the definition a value', () => {
    const { Definition, DefinitionSubstitutions } = template.Resources.StateMachine!.Properties;
    const placeholders = JSON.stringify(Definition).matchAll(/\$\{(\w+)\}/g);
    assert.deepEqual(
      [...new Set([...placeholders].map(([, name]) => name))].sort(),
      Object.keys(DefinitionSubstitutions as object).sort(),
    );
  });

  test('has the code of each function inline, as a CommonJS module that requires the AWS SDK alone', () => {
    const require = createRequire(import.meta.url);
    const functions = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Function');
    assert.deepEqual(
      functions.map(([name]) => name),
      ['InstanceStarter', 'InstanceStopper', 'InstancePoller', 'InstancePatcher', 'InstancePatchPoller'],
    );
    for (const [name, { Properties }] of functions) {
      const required: string[] = [];
      const module = { exports: {} as { handler?: unknown } };
      const load = new Function('module', 'exports', 'require', (Properties.Code as { ZipFile: string }).ZipFile);
      load(module, module.exports, (id: string) => {
        required.push(id);
        return require(id);
      });
      assert.equal(typeof module.exports.handler, 'function', name);
      assert.ok(
        required.every((id) => id.startsWith('@aws-sdk/client-')),
        `${name} requires ${required}`,
      );
    }
  });
});
