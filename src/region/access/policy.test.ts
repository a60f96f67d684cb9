import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { evaluate, type Question, type Statement } from './policy.ts';

const instance = 'arn:aws:ec2:us-east-1:123456789012:instance/i-1';
const asked = (question: Partial<Question> = {}): Question => ({
  action: 'ec2:StartInstances',
  resource: instance,
  conditions: {},
  ...question,
});
const decide = (statements: Statement[], question?: Partial<Question>) =>
  evaluate([{ Statement: statements }], asked(question));
const allow = (statement: Partial<Statement>): Statement => ({
  Effect: 'Allow',
  Action: '*',
  Resource: '*',
  ...statement,
});

describe('a policy', () => {
  test('allows nothing that it does not name', () => {
    assert.equal(decide([]), 'implicitDeny');
    assert.equal(decide([allow({ Action: 'ec2:StopInstances' })]), 'implicitDeny');
    assert.equal(decide([allow({ Resource: `${instance}0` })]), 'implicitDeny');
  });

  test('knows wildcards in actions and resources, and ignores the case of actions only', () => {
    assert.equal(decide([allow({ Action: 'EC2:start*' })]), 'allowed');
    assert.equal(decide([allow({ Resource: 'arn:aws:ec2:*:123456789012:instance/i-?' })]), 'allowed');
    assert.equal(decide([allow({ Resource: instance.toUpperCase() })]), 'implicitDeny');
    assert.equal(decide([allow({ Resource: 'arn.aws:ec2:us-east-1:123456789012:instance/i-1' })]), 'implicitDeny');
  });

  test('denies what one statement denies, whatever others allow', () => {
    assert.equal(decide([allow({}), { Effect: 'Deny', Action: 'ec2:Start*', Resource: '*' }]), 'explicitDeny');
  });

  test('turns NotAction and NotResource around', () => {
    assert.equal(decide([allow({ Action: undefined, NotAction: 'iam:*' })]), 'allowed');
    assert.equal(decide([allow({ Resource: undefined, NotResource: instance })]), 'implicitDeny');
  });
});

describe('conditions', () => {
  const tagged = { 'ec2:resourcetag/team': 'payments' };
  const when = (operator: string, value: string) =>
    decide([allow({ Condition: { [operator]: { 'ec2:ResourceTag/Team': value } } })], { conditions: tagged });

  test('compare the value of a key, whose own case does not matter', () => {
    assert.equal(when('StringEquals', 'payments'), 'allowed');
    assert.equal(when('StringEquals', 'Payments'), 'implicitDeny');
    assert.equal(when('StringEqualsIgnoreCase', 'Payments'), 'allowed');
    assert.equal(when('StringLike', 'pay*'), 'allowed');
    assert.equal(when('StringNotEquals', 'payments'), 'implicitDeny');
  });

  test('do not hold for a key that is absent, unless they are negated or end in IfExists', () => {
    const without = (operator: string) => decide([allow({ Condition: { [operator]: { 'aws:ResourceTag/X': 'y' } } })]);
    assert.equal(without('StringEquals'), 'implicitDeny');
    assert.equal(without('StringNotEquals'), 'allowed');
    assert.equal(without('StringEqualsIfExists'), 'allowed');
  });

  test('all of them have to hold, any of the values of each', () => {
    const both = (team: string[]) =>
      decide(
        [
          allow({
            Condition: { StringEquals: { 'ec2:ResourceTag/Team': team }, Null: { 'aws:ResourceTag/X': 'true' } },
          }),
        ],
        { conditions: tagged },
      );
    assert.equal(both(['search', 'payments']), 'allowed');
    assert.equal(both(['search']), 'implicitDeny');
  });

  test('look at all values of a key that has several, or at any, as they say', () => {
    const tagging = (operator: string, keys: string[]) =>
      decide([allow({ Condition: { [operator]: { 'aws:TagKeys': ['wakepatch:lease', 'wakepatch:*'] } } })], {
        conditions: keys.length > 0 ? { 'aws:tagkeys': keys } : {},
      });
    const [own, both] = [
      ['wakepatch:lease', 'wakepatch:until'],
      ['wakepatch:lease', 'Name'],
    ];
    assert.equal(tagging('ForAllValues:StringLike', own), 'allowed');
    assert.equal(tagging('ForAllValues:StringLike', both), 'implicitDeny');
    assert.equal(tagging('ForAllValues:StringLike', []), 'allowed');
    assert.equal(tagging('ForAnyValue:StringLike', both), 'allowed');
    assert.equal(tagging('ForAnyValue:StringLike', ['Name']), 'implicitDeny');
    assert.equal(tagging('ForAnyValue:StringLike', []), 'implicitDeny');
  });

  test('of an operator that is not known never hold', () => {
    assert.equal(when('StringResembles', 'payments'), 'implicitDeny');
  });
});

describe('a trust policy', () => {
  const trust: Statement = {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  };
  const enter = (id: string) => decide([trust], { action: 'sts:AssumeRole', principal: { kind: 'Service', id } });

  test('lets in whom it names, and nobody else', () => {
    assert.equal(enter('lambda.amazonaws.com'), 'allowed');
    assert.equal(enter('ec2.amazonaws.com'), 'implicitDeny');
  });
});
