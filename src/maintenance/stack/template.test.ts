import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { parseShortForms } from '../testing/parse-short-forms.ts';
import { renderTemplate, synthesiseTemplate, TEMPLATES } from './template.ts';

interface Template {
  Parameters: Record<string, Record<string, unknown>>;
  Metadata: {
    'AWS::CloudFormation::Interface': {
      ParameterGroups: { Parameters: string[] }[];
      ParameterLabels: Record<string, { default: string }>;
    };
  };
  Mappings: { Code: { All: { js: string } } };
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
}

// Source: CloudFormation User Guide, "Understand CloudFormation quotas": a template in the request, and one in a bucket.
const DIRECT = 51_200;
const THROUGH_A_BUCKET = 1_048_576;
const LIMITS: Record<string, number> = { wakepatch: DIRECT, 'wakepatch-fleet': THROUGH_A_BUCKET };

test('there are two templates: the pattern, and the product for fleets', () => {
  assert.deepEqual(Object.keys(TEMPLATES), Object.keys(LIMITS));
});

for (const [name, limit] of Object.entries(LIMITS)) {
  const template = synthesiseTemplate(name) as unknown as Template;
  const files = renderTemplate(name, template);
  const resources = Object.values(template.Resources);

  describe(`the files of ${name}`, () => {
    for (const [file, text] of Object.entries(files)) {
      test(`${file} is up to date (else: npm run synth)`, () => {
        assert.equal(readFileSync(new URL(`../../../templates/${file}`, import.meta.url), 'utf8'), text);
      });

      test(`${file} is small enough to be deployed ${limit === DIRECT ? 'directly' : 'through a bucket'}`, () => {
        const bytes = Buffer.byteLength(text);
        assert.ok(bytes < limit, `${bytes} bytes`);
      });
    }

    test('are the same template twice', () => {
      assert.deepEqual(JSON.parse(files[`${name}.json`]!), template);
      assert.deepEqual(parseShortForms(files[`${name}.yaml`]!), template);
    });

    test('come out the same, byte for byte, when synthesised again', () => {
      assert.deepEqual(renderTemplate(name, synthesiseTemplate(name)), files);
    });
  });

  describe(`the template ${name}`, () => {
    test('needs no bootstrap, no assets and nothing of CDK', () => {
      assert.doesNotMatch(files[`${name}.json`]!, /cdk|bootstrap|asset/i);
    });

    test('creates no name of a role, so that CAPABILITY_IAM is enough and two stacks fit in an account', () => {
      const NAMES = ['RoleName', 'FunctionName', 'StateMachineName', 'BucketName', 'TopicName', 'PolicyName'];
      const NAMED = ['AWS::IAM::Policy', 'AWS::Lambda::Permission'];
      for (const { Type, Properties = {} } of resources.filter((each) => !NAMED.includes(each.Type)))
        for (const property of NAMES) assert.ok(!(property in Properties), `${Type} has a ${property}`);
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

    test('gives every placeholder of a definition a value, and no value without one', () => {
      for (const { Properties = {} } of resources.filter(({ Type }) => Type === 'AWS::StepFunctions::StateMachine')) {
        const { Definition, DefinitionSubstitutions } = Properties;
        const placeholders = [...JSON.stringify(Definition).matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
        assert.deepEqual([...new Set(placeholders)].sort(), Object.keys(DefinitionSubstitutions as object).sort());
      }
    });
  });

  describe(`the functions of ${name}`, () => {
    const code = template.Mappings.Code.All.js;
    const functions = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Function');

    test('have their code inline, all the same, each with its own handler', () => {
      for (const [functionName, { Properties = {} }] of functions) {
        assert.deepEqual(Properties.Code, { ZipFile: { 'Fn::FindInMap': ['Code', 'All', 'js'] } });
        assert.equal(Properties.Handler, `index.${functionName}`);
      }
    });

    test('are exported by one CommonJS module, which loads no client before it is called', () => {
      const module = { exports: {} as Record<string, unknown> };
      const load = new Function('module', 'exports', 'require', code);
      load(module, module.exports, (id: string) => assert.fail(`requires ${id}`));
      assert.deepEqual(Object.keys(module.exports).sort(), functions.map(([functionName]) => functionName).sort());
      for (const [functionName, handler] of Object.entries(module.exports))
        assert.equal(typeof handler, 'function', functionName);
    });

    test('require clients of the AWS SDK alone, which their runtime has', () => {
      const required = [...code.matchAll(/require\(([^)]*)\)/g)].map(([, argument]) => argument!.slice(1, -1));
      const require = createRequire(import.meta.url);
      assert.ok(required.length > 0);
      for (const id of required) {
        assert.match(id, /^@aws-sdk\/client-[a-z0-9-]+$/);
        assert.ok(require.resolve(id));
      }
      assert.doesNotMatch(code, /\bimport\s*\(/);
    });
  });
}
