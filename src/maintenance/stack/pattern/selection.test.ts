// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

const template = JSON.parse(readFileSync(new URL('../../../../templates/wakepatch.json', import.meta.url), 'utf8'));

type Values = Record<string, string>;
const demo = { CreateDemoInstance: 'true', TargetTagKey: '', TargetTagValue: '', TargetInstanceIds: '' };
const none = { ...demo, CreateDemoInstance: 'false' };
const byTag = { ...none, TargetTagKey: 'Patch', TargetTagValue: 'weekly' };
const byIds = { ...none, TargetInstanceIds: 'i-0aaaaaaaaaaaaaaaa,i-0bbbbbbbbbbbbbbbb' };

const pseudo = { 'AWS::Partition': 'aws', 'AWS::Region': 'eu-central-1', 'AWS::AccountId': '123456789012' };

/** The value of a template's expression, as CloudFormation would have it. */
function evaluate(expression: unknown, values: Values): never {
  const all: Values = { ...pseudo, DemoInstance: 'i-0dddddddddddddddd', ...values };
  const functions: Record<string, (argument: never) => unknown> = {
    Ref: (name: string) => all[name],
    Condition: (name: string) => evaluate(template.Conditions[name], values),
    'Fn::And': (list: boolean[]) => list.every(Boolean),
    'Fn::Or': (list: boolean[]) => list.some(Boolean),
    'Fn::Not': ([one]: boolean[]) => !one,
    'Fn::Equals': ([one, other]: string[]) => one === other,
    'Fn::If': ([name, yes, no]: string[]) => (evaluate({ Condition: name }, values) ? yes : no),
    'Fn::Sub': (text: string) => text.replace(/\$\{([\w:]+)\}/g, (_, name) => all[name] ?? assert.fail(name)),
    'Fn::Join': ([delimiter, list]: [string, string[]]) => list.join(delimiter),
    'Fn::Split': ([delimiter, text]: string[]) => text!.split(delimiter!),
  };
  if (typeof expression !== 'object' || expression === null) return expression as never;
  if (Array.isArray(expression)) return expression.map((item) => evaluate(item, values)) as never;
  const members = Object.entries(expression).map(([key, member]) => [key, evaluate(member, values)] as const);
  const [key, argument] = members[0]!;
  const call = members.length === 1 && (key !== 'Condition' || typeof argument === 'string') && functions[key];
  return (call ? call(argument) : Object.fromEntries(members)) as never;
}

const isAccepted = (values: Values) =>
  template.Rules.OneSelection.Assertions.every(({ Assert }: { Assert: unknown }) => evaluate(Assert, values));

describe('the selection of instances', () => {
  test('is the demo instance by default', () => {
    const defaults = Object.fromEntries(Object.keys(demo).map((name) => [name, template.Parameters[name].Default]));
    assert.deepEqual(defaults, demo);
  });

  test('is the demo instance, or a tag, or ids', () => {
    for (const values of [demo, byTag, byIds]) assert.ok(isAccepted(values), JSON.stringify(values));
  });

  test('is refused if it is empty: that never means all', () => {
    assert.ok(!isAccepted(none));
  });

  test('is refused if it is two things at once', () => {
    const tag = { TargetTagKey: 'Patch', TargetTagValue: 'weekly' };
    for (const values of [
      { ...demo, ...tag },
      { ...byIds, CreateDemoInstance: 'true' },
      { ...byIds, ...tag },
    ]) {
      assert.ok(!isAccepted(values), JSON.stringify(values));
    }
  });

  test('is refused if a tag’s key or value is missing', () => {
    for (const values of [
      { ...byTag, TargetTagValue: '' },
      { ...byTag, TargetTagKey: '' },
      { ...byIds, TargetTagValue: 'x' },
    ]) {
      assert.ok(!isAccepted(values), JSON.stringify(values));
    }
  });

  test('takes well-formed ids only', () => {
    const pattern = new RegExp(template.Parameters.TargetInstanceIds.AllowedPattern);
    for (const good of ['', 'i-01234567', byIds.TargetInstanceIds]) assert.match(good, pattern);
    for (const bad of [
      '*',
      'i-',
      'i-0aaaaaaaaaaaaaaaa,',
      'i-0aaaaaaaaaaaaaaaa, i-0bbbbbbbbbbbbbbbb',
      'mi-0aaaaaaaaaaaaaaaa',
    ]) {
      assert.doesNotMatch(bad, pattern);
    }
  });

  test('takes no tag that could change the policy it is put into', () => {
    for (const name of ['TargetTagKey', 'TargetTagValue']) {
      const pattern = new RegExp(template.Parameters[name].AllowedPattern);
      assert.match('App: team/wakepatch_1 = a+b@c.d', pattern);
      for (const bad of ['"', '\\', '*', '?', '${aws:username}', '{{RESOURCE_ID}}', '\n'])
        assert.doesNotMatch(bad, pattern);
    }
  });

  test('becomes the target of the window', () => {
    const targets = (values: Values) => evaluate(template.Resources.MaintenanceWindowTarget.Properties.Targets, values);
    assert.deepEqual(targets(demo), [{ Key: 'InstanceIds', Values: ['i-0dddddddddddddddd'] }]);
    assert.deepEqual(targets(byTag), [{ Key: 'tag:Patch', Values: ['weekly'] }]);
    assert.deepEqual(targets(byIds), [{ Key: 'InstanceIds', Values: ['i-0aaaaaaaaaaaaaaaa', 'i-0bbbbbbbbbbbbbbbb'] }]);
  });

  test('decides what becomes of the instance: the demo instance is always stopped', () => {
    const { AfterPatching } = template.Resources.StateMachine.Properties.DefinitionSubstitutions;
    const found = { AfterPatching: 'RestoreFoundState' };
    assert.equal(evaluate(AfterPatching, { ...demo, ...found }), 'AlwaysStop');
    assert.equal(evaluate(AfterPatching, { ...byTag, ...found }), 'RestoreFoundState');
  });
});

describe('the permission to touch instances', () => {
  const granted = (role: string, values: Values) => {
    const policy: { PolicyDocument: unknown } = evaluate(template.Resources[role].Properties.Policies[1], values);
    const document = policy.PolicyDocument;
    return typeof document === 'string'
      ? JSON.parse(document).Statement
      : (document as { Statement: unknown }).Statement;
  };
  const account = 'arn:aws:ec2:eu-central-1:123456789012:instance';

  for (const [role, actions, tagCondition] of [
    ['InstanceStateActionRoleForLambda', ['ec2:StartInstances', 'ec2:StopInstances'], 'aws:ResourceTag/Patch'],
    ['InstancePatchingRoleForLambda', ['ssm:SendCommand'], 'ssm:resourceTag/Patch'],
  ] as const) {
    test(`${role}: the demo instance alone`, () => {
      assert.deepEqual(granted(role, demo), [
        { Effect: 'Allow', Action: actions, Resource: [`${account}/i-0dddddddddddddddd`] },
      ]);
    });

    test(`${role}: instances with the tag alone`, () => {
      assert.deepEqual(granted(role, byTag), [
        {
          Effect: 'Allow',
          Action: actions,
          Resource: `${account}/*`,
          Condition: { StringEquals: { [tagCondition]: 'weekly' } },
        },
      ]);
    });

    test(`${role}: the named instances alone`, () => {
      assert.deepEqual(granted(role, byIds), [
        {
          Effect: 'Allow',
          Action: actions,
          Resource: ['arn:aws:ec2:*:*:instance/i-0aaaaaaaaaaaaaaaa', 'arn:aws:ec2:*:*:instance/i-0bbbbbbbbbbbbbbbb'],
        },
      ]);
    });
  }
});
