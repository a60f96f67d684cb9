import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { service as lambda } from '../../lambda/index.ts';
import { service as sns } from '../../sns/index.ts';
import { services as basic, openStacks, roleFor } from '../fixture.ts';

const services = [...basic, lambda, sns];

describe('resource types', () => {
  test('AWS::SNS::Topic, with an address among its properties, and AWS::SNS::TopicPolicy', async (t) => {
    const stacks = await openStacks(t, { services, time: 'real' });
    const template = (name: string, address: string, service: string) => `
Resources:
  Alarms:
    Type: AWS::SNS::Topic
    Properties: {DisplayName: ${name}, Subscription: [{Protocol: email, Endpoint: ${address}}], Tags: [{Key: Team, Value: ${name}}]}
  Policy:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: [!Ref Alarms]
      PolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: ${service}}, Action: "sns:Publish", Resource: !Ref Alarms}]}
Outputs: {Name: {Value: !GetAtt Alarms.TopicName}}`;
    const client = stacks.clients.sns;
    const made = await stacks.create(template('one', 'a@example.com', 'events.amazonaws.com'));
    assert.equal(made.StackStatus, 'CREATE_COMPLETE', made.StackStatusReason);
    const { Alarms: TopicArn } = await stacks.physicalIds();
    assert.equal(`arn:aws:sns:us-east-1:123456789012:${made.Outputs?.[0]?.OutputValue}`, TopicArn);
    const state = async () => {
      const { Attributes } = await client.getTopicAttributes({ TopicArn });
      const { Subscriptions } = await client.listSubscriptionsByTopic({ TopicArn });
      const { Tags } = await client.listTagsForResource({ ResourceArn: TopicArn });
      return [
        Attributes?.DisplayName,
        JSON.parse(Attributes!.Policy!).Statement[0].Principal,
        Tags?.find(({ Key }) => Key === 'Team')?.Value,
        Subscriptions?.at(-1)?.Endpoint,
      ];
    };
    assert.deepEqual(await state(), ['one', { Service: 'events.amazonaws.com' }, 'one', 'a@example.com']);

    const changed = template('two', 'b@example.com', 'cloudwatch.amazonaws.com');
    assert.equal((await stacks.update(changed)).StackStatus, 'UPDATE_COMPLETE');
    assert.deepEqual(await state(), ['two', { Service: 'cloudwatch.amazonaws.com' }, 'two', 'b@example.com']);
    assert.equal((await stacks.remove()).StackStatus, 'DELETE_COMPLETE');
    assert.deepEqual((await client.listTopics({})).Topics, []);
  });

  test('AWS::SNS::Subscription of a function, whose filter is changed in place, and of an address, if there is one', async (t) => {
    const stacks = await openStacks(t, { services, time: 'real' });
    const template = (filter: string) => `
Parameters: {Email: {Type: String, Default: ""}}
Conditions: {HasEmail: !Not [!Equals [!Ref Email, ""]]}
Resources:
  Reports: {Type: AWS::SNS::Topic, Properties: {TopicName: reports}}
  Role: ${roleFor('lambda.amazonaws.com')}
  Reader:
    Type: AWS::Lambda::Function
    Properties: {Code: {ZipFile: 'exports.handler = async () => 1;'}, Handler: index.handler, Runtime: nodejs24.x, Role: !GetAtt Role.Arn}
  ToReader:
    Type: AWS::SNS::Subscription
    Properties: {TopicArn: !Ref Reports, Protocol: lambda, Endpoint: !GetAtt Reader.Arn${filter}}
  ToPeople:
    Type: AWS::SNS::Subscription
    Condition: HasEmail
    Properties: {TopicArn: !Ref Reports, Protocol: email, Endpoint: !Ref Email}`;
    const client = stacks.clients.sns;
    const filterOf = async (SubscriptionArn: string) => {
      const { Attributes } = await client.getSubscriptionAttributes({ SubscriptionArn });
      return [Attributes?.FilterPolicyScope, Attributes?.FilterPolicy];
    };
    const made = await stacks.create(
      template(', FilterPolicy: {detail: {state: [bad]}}, FilterPolicyScope: MessageBody'),
    );
    assert.equal(made.StackStatus, 'CREATE_COMPLETE', made.StackStatusReason);
    const { ToReader, ToPeople } = await stacks.physicalIds();
    assert.equal(ToPeople, undefined);
    assert.deepEqual(await filterOf(ToReader!), ['MessageBody', '{"detail":{"state":["bad"]}}']);

    const address = { Parameters: [{ ParameterKey: 'Email', ParameterValue: 'ops@example.com' }] };
    const flat = template(', FilterPolicy: {state: [bad]}');
    assert.equal((await stacks.update(flat, address)).StackStatus, 'UPDATE_COMPLETE');
    assert.deepEqual(await filterOf(ToReader!), ['MessageAttributes', '{"state":["bad"]}']);
    const { Subscriptions } = await client.listSubscriptions({});
    assert.deepEqual(
      Subscriptions?.map(({ SubscriptionArn }) => SubscriptionArn),
      [ToReader, 'PendingConfirmation'],
    );
    assert.equal((await stacks.update(template(''), address)).StackStatus, 'UPDATE_COMPLETE');
    assert.deepEqual(await filterOf(ToReader!), [undefined, undefined]);
    assert.equal((await stacks.remove()).StackStatus, 'DELETE_COMPLETE');
    assert.deepEqual((await client.listSubscriptions({})).Subscriptions, []);
  });
});
