import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { service as events } from '../../events/index.ts';
import { service as lambda } from '../../lambda/index.ts';
import { services as basic, openStacks, roleFor } from '../fixture.ts';

const services = [...basic, lambda, events];

describe('resource types', () => {
  test('AWS::Events::Rule on a schedule, with the AWS::Lambda::Permission of its function', async (t) => {
    const stacks = await openStacks(t, { services });
    const template = (rate: string, target: string, more = '') => `
Resources:
  Role: ${roleFor('lambda.amazonaws.com')}
  Sweeper:
    Type: AWS::Lambda::Function
    Properties: {Code: {ZipFile: 'exports.handler = async () => 1;'}, Handler: index.handler, Runtime: nodejs24.x, Role: !GetAtt Role.Arn}
  Schedule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: ${rate}
      Targets: [{Id: ${target}, Arn: !GetAtt Sweeper.Arn, RetryPolicy: {MaximumRetryAttempts: "3"}}]
      Tags: [{Key: Team, Value: platform}]${more}
  Permission:
    Type: AWS::Lambda::Permission
    Properties: {Action: "lambda:InvokeFunction", FunctionName: !GetAtt Sweeper.Arn, Principal: events.amazonaws.com, SourceArn: !GetAtt Schedule.Arn}
Outputs: {Arn: {Value: !GetAtt Schedule.Arn}}`;
    const { events: client, lambda: functions } = stacks.clients;
    const made = await stacks.create(template('rate(1 hour)', 'one'));
    assert.equal(made.StackStatus, 'CREATE_COMPLETE', made.StackStatusReason);
    const { Schedule: Name, Sweeper: FunctionName } = await stacks.physicalIds();
    const ruleArn = made.Outputs?.[0]?.OutputValue;
    assert.match(Name!, /^fleet-Schedule-[A-Za-z0-9]{12}$/);
    assert.equal(ruleArn, `arn:aws:events:us-east-1:123456789012:rule/${Name}`);
    const { Policy } = await functions.getPolicy({ FunctionName });
    assert.equal(JSON.parse(Policy!).Statement[0].Condition.ArnLike['AWS:SourceArn'], ruleArn);

    const changed = template('rate(2 hours)', 'two', '\n      State: DISABLED\n      Description: paused');
    assert.equal((await stacks.update(changed)).StackStatus, 'UPDATE_COMPLETE');
    const rule = await client.describeRule({ Name });
    assert.deepEqual([rule.ScheduleExpression, rule.State, rule.Description], ['rate(2 hours)', 'DISABLED', 'paused']);
    const { Targets } = await client.listTargetsByRule({ Rule: Name });
    assert.deepEqual(
      Targets?.map(({ Id, RetryPolicy }) => [Id, RetryPolicy]),
      [['two', { MaximumRetryAttempts: 3 }]],
    );

    const named = template('rate(2 hours)', 'two', '\n      Name: sweep');
    assert.equal((await stacks.update(named)).StackStatus, 'UPDATE_COMPLETE');
    const after = await stacks.physicalIds();
    assert.equal(after.Schedule, 'sweep');
    await assert.rejects(client.describeRule({ Name }), { name: 'ResourceNotFoundException' });
    const { Policy: replaced } = await functions.getPolicy({ FunctionName });
    assert.deepEqual(
      JSON.parse(replaced!).Statement.map(({ Sid }: { Sid: string }) => Sid),
      [after.Permission],
    );

    assert.equal((await stacks.remove()).StackStatus, 'DELETE_COMPLETE');
    assert.deepEqual((await client.listRules({})).Rules, []);
  });

  test('AWS::Events::EventBus, with a rule on it, and AWS::Logs::ResourcePolicy for its target', async (t) => {
    const stacks = await openStacks(t, { services });
    const template = (description: string, source: string) => `
Resources:
  Bus: {Type: AWS::Events::EventBus, Properties: {Name: fleet, Description: ${description}, Tags: [{Key: Team, Value: ${description}}]}}
  Rule:
    Type: AWS::Events::Rule
    Properties: {Name: outcomes, EventBusName: !Ref Bus, EventPattern: {source: [${source}]}, Targets: [{Id: log, Arn: !GetAtt Log.Arn}]}
  Log: {Type: AWS::Logs::LogGroup}
  LogPolicy:
    Type: AWS::Logs::ResourcePolicy
    Properties:
      PolicyName: events
      PolicyDocument: '{"Statement": [{"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "logs:*", "Resource": "*", "Sid": "${source}"}]}'
Outputs: {Arn: {Value: !GetAtt Rule.Arn}, Bus: {Value: !GetAtt Bus.Arn}}`;
    const { events: client } = stacks.clients;
    const made = await stacks.create(template('one', 'a'));
    assert.equal(made.StackStatus, 'CREATE_COMPLETE', made.StackStatusReason);
    const arn = 'arn:aws:events:us-east-1:123456789012';
    const outputs = made.Outputs?.map(({ OutputValue }) => OutputValue).sort();
    assert.deepEqual(outputs, [`${arn}:event-bus/fleet`, `${arn}:rule/fleet/outcomes`]);
    assert.equal((await stacks.physicalIds()).Rule, 'fleet|outcomes');
    assert.equal((await stacks.update(template('two', 'b'))).StackStatus, 'UPDATE_COMPLETE');
    const { EventPattern } = await client.describeRule({ Name: 'outcomes', EventBusName: 'fleet' });
    assert.equal(EventPattern, '{"source":["b"]}');
    const { resourcePolicies } = await stacks.clients.logs.describeResourcePolicies({});
    assert.equal(JSON.parse(resourcePolicies![0]!.policyDocument!).Statement[0].Sid, 'b');
    assert.equal((await client.describeEventBus({ Name: 'fleet' })).Description, 'two');
    const { Tags } = await client.listTagsForResource({ ResourceARN: `${arn}:event-bus/fleet` });
    assert.equal(Tags?.find(({ Key }) => Key === 'Team')?.Value, 'two');
    assert.equal((await stacks.remove()).StackStatus, 'DELETE_COMPLETE');
    assert.deepEqual((await stacks.clients.logs.describeResourcePolicies({})).resourcePolicies, []);
    assert.deepEqual((await client.listEventBuses({ NamePrefix: 'fleet' })).EventBuses, []);
  });
});
