import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { clientsAllowed, lenientSts } from '../../../../test/roles.ts';
import { launched } from '../ec2/fixture.ts';
import { services } from '../index.ts';
import { account, eventsArn, openRegionWithRules, type RegionWithRules, until } from './fixture.ts';

let region: RegionWithRules;
before(async () => {
  region = await openRegionWithRules({ services: services.map((one) => (one.name === 'sts' ? lenientSts : one)) });
});
after(() => region.close());

/** A rule with one target, a function of the same name. */
async function listening(Name: string, EventPattern: object, EventBusName?: string) {
  const Arn = await region.listener(Name);
  await region.clients.events.putRule({ Name, EventBusName, EventPattern: JSON.stringify(EventPattern) });
  await region.clients.events.putTargets({ Rule: Name, EventBusName, Targets: [{ Id: 'function', Arn }] });
}

const outcome = (state: string, more: object = {}) => ({
  Source: 'wakepatch',
  DetailType: 'Machine Outcome',
  Detail: JSON.stringify({ state }),
  ...more,
});

describe('an event that is put on the default bus', () => {
  test('reaches the targets of the rules whose pattern it fits', async () => {
    await listening('alarms', { source: ['wakepatch'], detail: { state: [{ prefix: 'Left' }] } });
    const { events } = region.clients;
    const { Entries, FailedEntryCount } = await events.putEvents({
      Entries: [
        outcome('Patched'),
        outcome('LeftAwake', { Resources: ['arn:aws:ec2:::i-1'], Time: new Date('2025-12-24T18:00:00.500Z') }),
      ],
    });
    assert.equal(FailedEntryCount, 0);
    const [event, ...more] = await region.receives('alarms');
    assert.deepEqual(event, {
      version: '0',
      id: Entries![1]!.EventId,
      'detail-type': 'Machine Outcome',
      source: 'wakepatch',
      account,
      time: '2025-12-24T18:00:00Z',
      region: 'us-east-1',
      resources: ['arn:aws:ec2:::i-1'],
      detail: { state: 'LeftAwake' },
    });
    assert.deepEqual(more, []);
  });

  test('is told apart from those that cannot be one', async () => {
    const { FailedEntryCount, Entries } = await region.clients.events.putEvents({
      Entries: [
        { ...outcome('a'), Source: undefined },
        { ...outcome('a'), Source: 'aws.ec2' },
        { ...outcome('a'), Detail: '[1]' },
        outcome('a', { EventBusName: 'nowhere' }),
      ],
    });
    assert.equal(FailedEntryCount, 3);
    assert.deepEqual(Entries?.slice(0, 3), [
      {
        ErrorCode: 'InvalidArgument',
        ErrorMessage: 'Parameter Source is not valid. Reason: Source is a required argument.',
      },
      { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' },
      { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
    ]);
    assert.match(Entries![3]!.EventId!, /^[0-9a-f-]{36}$/);
  });

  test('comes with at most nine others, and 256 KB', async () => {
    const { events } = region.clients;
    await assert.rejects(events.putEvents({ Entries: Array(11).fill(outcome('a')) }), {
      name: 'ValidationException',
      message: /Member must have length less than or equal to 10/,
    });
    await assert.rejects(events.putEvents({ Entries: [outcome('x'.repeat(262_144))] }), {
      message: 'Total size of the entries in the request is over the limit.',
    });
  });
});

describe('what happens in the Region', () => {
  test('comes to the default bus: an instance that changes its state', async () => {
    await listening('instances', { source: ['aws.ec2'], detail: { state: ['running'] } });
    const instance = await launched(region.clients.ec2);
    const [event] = await region.receives('instances');
    assert.equal(event!['detail-type'], 'EC2 Instance State-change Notification');
    assert.deepEqual(event!.resources, [`arn:aws:ec2:us-east-1:${account}:instance/${instance}`]);
    assert.deepEqual(event!.detail, { 'instance-id': instance, state: 'running' });
  });

  test('and a maintenance window that is made or changed', async () => {
    await listening('windows', { source: ['aws.ssm'], 'detail-type': [{ prefix: 'Maintenance Window' }] });
    const { ssm } = region.clients;
    const { WindowId } = await ssm.createMaintenanceWindow({
      Name: 'nightly',
      Schedule: 'cron(0 2 ? * * 2199)',
      Duration: 2,
      Cutoff: 1,
      AllowUnassociatedTargets: true,
    });
    await ssm.updateMaintenanceWindow({ WindowId, Enabled: false });
    const all = await region.receives('windows');
    const disabled = all.find(({ detail }) => (detail as { status: string }).status === 'DISABLED');
    assert.equal(disabled!['detail-type'], 'Maintenance Window State-change Notification');
    assert.deepEqual(disabled!.resources, [`arn:aws:ssm:us-east-1:${account}:maintenancewindow/${WindowId}`]);
  });
});

describe('a target', () => {
  test('may be a state machine, whose executions are told of in turn', async () => {
    const { iam, states, events } = region.clients;
    await iam.createRole({
      RoleName: 'Machine',
      AssumeRolePolicyDocument: JSON.stringify({
        Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      }),
    });
    const { stateMachineArn: Arn } = await states.createStateMachine({
      name: 'React',
      roleArn: `arn:aws:iam::${account}:role/Machine`,
      definition: JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', End: true } } }),
    });
    await listening('ended', { source: ['aws.states'], detail: { status: ['SUCCEEDED'] } });
    const RoleArn = await region.role('Starter', { Action: 'states:StartExecution', Resource: Arn });
    await events.putRule({ Name: 'react', EventPattern: '{"source": ["started.by.event"]}' });
    const target = { Id: 'machine', Arn, InputPath: '$.detail.state' };
    await assert.rejects(events.putTargets({ Rule: 'react', Targets: [target] }), {
      name: 'ValidationException',
      message: `RoleArn is required for target ${Arn}.`,
    });
    await events.putTargets({ Rule: 'react', Targets: [{ ...target, RoleArn }] });
    const { Entries } = await events.putEvents({ Entries: [outcome('go', { Source: 'started.by.event' })] });
    const [event] = await region.receives('ended');
    const { executionArn, output } = event!.detail as Record<string, string>;
    assert.deepEqual(event!.resources, [executionArn]);
    assert.equal(output, '"go"');
    assert.ok(executionArn!.split(':').at(-1)!.startsWith(`${Entries![0]!.EventId}_`));
  });

  test('may be a topic that lets EventBridge publish', async () => {
    const { sns, events, lambda } = region.clients;
    const { TopicArn } = await sns.createTopic({ Name: 'alarms' });
    const Endpoint = await region.listener('told');
    await lambda.addPermission({
      FunctionName: 'told',
      StatementId: 'topic',
      Action: 'lambda:InvokeFunction',
      Principal: 'sns.amazonaws.com',
      SourceArn: TopicArn,
    });
    await sns.subscribe({ TopicArn, Protocol: 'lambda', Endpoint });
    const { RuleArn } = await events.putRule({ Name: 'to-topic', EventPattern: '{"source": ["to.topic"]}' });
    const InputTransformer = {
      InputPathsMap: { state: '$.detail.state' },
      InputTemplate: '"A machine is <state>."',
    };
    await events.putTargets({ Rule: 'to-topic', Targets: [{ Id: 't', Arn: TopicArn, InputTransformer }] });
    await events.putEvents({ Entries: [outcome('lost', { Source: 'to.topic' })] });
    const denied = 'because no resource-based policy allows the sns:Publish action';
    await until(() => region.lines.some((line) => line.includes('to-topic') && line.endsWith(denied)));
    const Principal = { Service: 'events.amazonaws.com' };
    const statement = { Effect: 'Allow', Principal, Action: 'sns:Publish', Resource: TopicArn };
    const AttributeValue = JSON.stringify({
      Statement: [{ ...statement, Condition: { ArnEquals: { 'aws:SourceArn': RuleArn } } }],
    });
    await sns.setTopicAttributes({ TopicArn, AttributeName: 'Policy', AttributeValue });
    await events.putEvents({ Entries: [outcome('left awake', { Source: 'to.topic' })] });
    const [event] = (await region.receives('told')) as unknown as [{ Records: { Sns: { Message: string } }[] }];
    assert.equal(event.Records[0]!.Sns.Message, '"A machine is left awake."');
  });

  test('may be a log group that a resource policy opens to EventBridge', async () => {
    const { logs, events } = region.clients;
    const logGroupName = '/aws/events/outcomes';
    await logs.createLogGroup({ logGroupName });
    const Arn = `arn:aws:logs:us-east-1:${account}:log-group:${logGroupName}`;
    await events.putRule({ Name: 'to-logs', EventPattern: '{"source": ["to.logs"]}' });
    await events.putTargets({ Rule: 'to-logs', Targets: [{ Id: 'group', Arn, InputPath: '$.detail' }] });
    await events.putEvents({ Entries: [outcome('lost', { Source: 'to.logs' })] });
    const denied = 'because no service-linked role allows the logs:CreateLogStream action';
    await until(() => region.lines.some((line) => line.includes('to-logs') && line.endsWith(denied)));
    const statement = {
      Effect: 'Allow',
      Principal: { Service: ['events.amazonaws.com', 'delivery.logs.amazonaws.com'] },
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: `${Arn}:*`,
    };
    const policyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await logs.putResourcePolicy({ policyName: 'events', policyDocument });
    await events.putEvents({ Entries: [outcome('kept', { Source: 'to.logs' })] });
    const kept = async () => (await logs.filterLogEvents({ logGroupName })).events ?? [];
    await until(async () => (await kept()).length > 0);
    assert.deepEqual(
      (await kept()).map(({ message }) => message),
      ['{"state":"kept"}'],
    );
    await logs.deleteResourcePolicy({ policyName: 'events' });
  });

  test("is refused by name where the Region has no such targets, and in AWS's words where nobody has", async () => {
    const { events } = region.clients;
    await events.putRule({ Name: 'strict', EventPattern: '{"source": ["x"]}' });
    const put = (target: object) =>
      events.putTargets({
        Rule: 'strict',
        Targets: [{ Id: 'a', Arn: `arn:aws:lambda:us-east-1:${account}:function:f`, ...target }],
      });
    const queue = `arn:aws:sqs:us-east-1:${account}:queue`;
    await assert.rejects(put({ Arn: queue }), {
      name: 'NotImplemented',
      message: `wakepatch's Region does not support the target ${queue} of a rule.`,
    });
    await assert.rejects(put({ DeadLetterConfig: { Arn: queue } }), {
      message: /does not support the parameter Targets.DeadLetterConfig.Arn of PutTargets/,
    });
    await assert.rejects(put({ Arn: 'f' }), {
      message: 'Parameter f is not valid. Reason: Provided Arn is not in correct format.',
    });
    await assert.rejects(put({ Input: '{' }), { message: 'JSON syntax error in input for target a.' });
    await assert.rejects(put({ Input: '{}', InputPath: '$' }), {
      message: 'Only one of Input, InputPath, or InputTransformer must be provided for target a.',
    });
    await assert.rejects(put({ InputTransformer: { InputTemplate: '"<nothing>"' } }), {
      message: /contains placeholder nothing/,
    });
    await assert.rejects(put({ RetryPolicy: { MaximumRetryAttempts: 186 } }), {
      message: /Member must have value less than or equal to 185/,
    });
    const Targets = Array.from({ length: 6 }, (_, index) => ({
      Id: String(index),
      Arn: `arn:aws:lambda:us-east-1:${account}:function:f`,
    }));
    await assert.rejects(events.putTargets({ Rule: 'strict', Targets }), { name: 'LimitExceededException' });
    assert.deepEqual((await events.listTargetsByRule({ Rule: 'strict' })).Targets, []);
  });
});

describe('a rule', () => {
  test('is replaced when it is put again, but for its tags; and deleted only without targets', async () => {
    const { events } = region.clients;
    const Name = 'replaced';
    const Tags = [{ Key: 'Team', Value: 'platform' }];
    const { RuleArn } = await events.putRule({
      Name,
      EventPattern: '{"source": ["x"]}',
      Description: 'first',
      Tags,
    });
    await events.putRule({ Name, ScheduleExpression: 'rate(1 day)', State: 'DISABLED' });
    const { $metadata: _, ...rule } = await events.describeRule({ Name });
    assert.deepEqual(rule, {
      Name,
      Arn: RuleArn,
      ScheduleExpression: 'rate(1 day)',
      State: 'DISABLED',
      EventBusName: 'default',
      CreatedBy: account,
    });
    await events.untagResource({ ResourceARN: RuleArn, TagKeys: ['Team'] });
    await events.tagResource({ ResourceARN: RuleArn, Tags: [{ Key: 'Stage', Value: 'test' }] });
    const tags = await events.listTagsForResource({ ResourceARN: RuleArn });
    assert.deepEqual(tags.Tags, [{ Key: 'Stage', Value: 'test' }]);

    const Arn = `arn:aws:lambda:us-east-1:${account}:function:any`;
    await events.putTargets({ Rule: Name, Targets: [{ Id: 'a', Arn }] });
    assert.deepEqual((await events.listRuleNamesByTarget({ TargetArn: Arn })).RuleNames, [Name]);
    await assert.rejects(events.deleteRule({ Name }), { message: "Rule can't be deleted since it has targets." });
    const removed = await events.removeTargets({ Rule: Name, Ids: ['a', 'b'] });
    assert.deepEqual(
      removed.FailedEntries?.map(({ TargetId }) => TargetId),
      ['b'],
    );
    await events.deleteRule({ Name });
    await events.deleteRule({ Name });
  });

  test('is listed in pages, by prefix', async () => {
    const { events } = region.clients;
    for (const Name of ['page-a', 'page-b', 'page-c'])
      await events.putRule({ Name, EventPattern: '{"source": ["x"]}' });
    const first = await events.listRules({ NamePrefix: 'page-', Limit: 2 });
    const second = await events.listRules({ NamePrefix: 'page-', Limit: 2, NextToken: first.NextToken });
    assert.deepEqual(
      [first, second].map(({ Rules }) => Rules?.map(({ Name }) => Name)),
      [['page-a', 'page-b'], ['page-c']],
    );
    assert.equal(second.NextToken, undefined);
  });

  test('needs something to go by', async () => {
    const { events } = region.clients;
    await assert.rejects(events.putRule({ Name: 'idle' }), {
      name: 'ValidationException',
      message: 'Parameter(s) EventPattern or ScheduleExpression must be specified.',
    });
    await assert.rejects(events.putRule({ Name: 'wrong', EventPattern: '{"source": "x"}' }), {
      name: 'InvalidEventPatternException',
      message: 'Event pattern is not valid. Reason: "source" must be an object or an array',
    });
  });
});

test('a bus of its own has its own rules', async () => {
  const { events } = region.clients;
  const { EventBusArn } = await events.createEventBus({ Name: 'fleet', Description: 'machines' });
  assert.equal(EventBusArn, `${eventsArn}:event-bus/fleet`);
  await events.updateEventBus({ Name: 'fleet', Description: 'the fleet' });
  assert.equal((await events.describeEventBus({ Name: 'fleet' })).Description, 'the fleet');
  await listening('on-fleet', { source: ['wakepatch'] }, 'fleet');
  assert.equal(
    (await events.describeRule({ Name: 'on-fleet', EventBusName: 'fleet' })).Arn,
    `${eventsArn}:rule/fleet/on-fleet`,
  );
  await events.putEvents({ Entries: [outcome('other bus'), outcome('this bus', { EventBusName: EventBusArn })] });
  const [event, ...more] = await region.receives('on-fleet');
  assert.deepEqual([event!.detail, more], [{ state: 'this bus' }, []]);
  await assert.rejects(events.putRule({ Name: 'x', EventBusName: 'fleet', ScheduleExpression: 'rate(1 day)' }), {
    message: 'ScheduleExpression is supported only on the default event bus.',
  });
  const { EventBuses } = await events.listEventBuses({});
  assert.deepEqual(
    EventBuses?.map(({ Name }) => Name),
    ['default', 'fleet'],
  );
  await assert.rejects(events.deleteEventBus({ Name: 'fleet' }), { message: /can't be deleted since it has rules/ });
  await assert.rejects(events.createEventBus({ Name: 'default' }), { name: 'ResourceAlreadyExistsException' });
  await assert.rejects(events.describeEventBus({ Name: 'none' }), { message: 'Event bus none does not exist.' });
});

test('a pattern is tried on an event', async () => {
  const { events } = region.clients;
  const event = { id: '1', account, source: 'x', time: 't', region: 'r', resources: [], 'detail-type': 'd' };
  const tried = async (EventPattern: string) =>
    (await events.testEventPattern({ EventPattern, Event: JSON.stringify(event) })).Result;
  assert.equal(await tried('{"source": ["x"]}'), true);
  assert.equal(await tried('{"source": ["y"]}'), false);
  await assert.rejects(events.testEventPattern({ EventPattern: '{"source": ["x"]}', Event: '{}' }), {
    name: 'ValidationException',
  });
});

test('a role may do what its policies allow', async () => {
  const bus = `${eventsArn}:event-bus/default`;
  const role = await clientsAllowed(
    region,
    'Reporter',
    { Action: 'events:PutEvents', Resource: bus, Condition: { StringEquals: { 'events:source': 'wakepatch' } } },
    { Action: ['events:PutRule', 'events:PutTargets'], Resource: `${eventsArn}:rule/mine` },
  );
  const denied = { name: 'AccessDeniedException' };
  await role.events.putEvents({ Entries: [outcome('Patched')] });
  await assert.rejects(
    role.events.putEvents({ Entries: [outcome('Patched'), outcome('x', { Source: 'other' })] }),
    denied,
  );
  await role.events.putRule({ Name: 'mine', EventPattern: '{"source": ["x"]}' });
  await assert.rejects(role.events.putRule({ Name: 'yours', EventPattern: '{"source": ["x"]}' }), denied);
  const RoleArn = `arn:aws:iam::${account}:role/Any`;
  const Arn = `arn:aws:states:us-east-1:${account}:stateMachine:M`;
  await assert.rejects(role.events.putTargets({ Rule: 'mine', Targets: [{ Id: 'a', Arn, RoleArn }] }), {
    message: /is not authorized to perform: iam:PassRole/,
  });
});
