import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { services } from '../index.ts';
import {
  clientsAllowed,
  lenientSts,
  openRegionWithTopics,
  type RegionWithTopics,
  snsArn,
  tokenIn,
  until,
} from './fixture.ts';

let region: RegionWithTopics;
before(async () => {
  region = await openRegionWithTopics({ services: services.map((one) => (one.name === 'sts' ? lenientSts : one)) });
});
after(() => region.close());

const invalid = (message: string) => ({ name: 'InvalidParameterException', message: `Invalid parameter: ${message}` });

describe('a topic', () => {
  test('is made once, however often it is asked for, unless it were to be another', async () => {
    const { sns } = region.clients;
    const alarms = { Name: 'alarms', Attributes: { DisplayName: 'Alarms' }, Tags: [{ Key: 'Team', Value: 'a' }] };
    const TopicArn = `${snsArn}:alarms`;
    assert.equal((await sns.createTopic(alarms)).TopicArn, TopicArn);
    assert.equal((await sns.createTopic(alarms)).TopicArn, TopicArn);
    assert.equal((await sns.createTopic({ Name: 'alarms' })).TopicArn, TopicArn);
    await assert.rejects(
      sns.createTopic({ ...alarms, Attributes: { DisplayName: 'Other' } }),
      invalid('Attributes Reason: Topic already exists with different attributes'),
    );
    await assert.rejects(
      sns.createTopic({ Name: 'alarms', Tags: [{ Key: 'Team', Value: 'b' }] }),
      invalid('Tags Reason: Topic already exists with different tags'),
    );
    await sns.setTopicAttributes({ TopicArn, AttributeName: 'DisplayName', AttributeValue: 'Wakepatch' });
    const { Attributes } = await sns.getTopicAttributes({ TopicArn });
    const { Policy, ...rest } = Attributes!;
    assert.deepEqual(rest, {
      TopicArn,
      Owner: '123456789012',
      DisplayName: 'Wakepatch',
      SubscriptionsPending: '0',
      SubscriptionsConfirmed: '0',
      SubscriptionsDeleted: '0',
    });
    assert.equal(JSON.parse(Policy!).Id, '__default_policy_ID');
    await sns.tagResource({ ResourceArn: TopicArn, Tags: [{ Key: 'Stage', Value: 'test' }] });
    await sns.untagResource({ ResourceArn: TopicArn, TagKeys: ['Team'] });
    const { Tags } = await sns.listTagsForResource({ ResourceArn: TopicArn });
    assert.deepEqual(Tags, [{ Key: 'Stage', Value: 'test' }]);
  });

  test('is listed until it is deleted, which may be done again', async () => {
    const { sns } = region.clients;
    const TopicArn = await region.topic('short-lived');
    const listed = async () => (await sns.listTopics({})).Topics?.some((one) => one.TopicArn === TopicArn);
    assert.equal(await listed(), true);
    await sns.deleteTopic({ TopicArn });
    await sns.deleteTopic({ TopicArn });
    assert.equal(await listed(), false);
    await assert.rejects(sns.publish({ TopicArn, Message: 'x' }), {
      name: 'NotFoundException',
      message: 'Topic does not exist',
    });
  });

  test("is refused by AWS's words, or by name where the Region has it not", async () => {
    const { sns } = region.clients;
    await assert.rejects(sns.createTopic({ Name: 'a b' }), invalid('Topic Name'));
    await assert.rejects(sns.createTopic({ Name: 'a.fifo' }), { message: /does not support FIFO topics/ });
    for (const name of ['KmsMasterKeyId', 'FifoTopic', 'TracingConfig'])
      await assert.rejects(sns.createTopic({ Name: 'b', Attributes: { [name]: 'x' } }), {
        name: 'NotImplemented',
        message: new RegExp(`does not support the attribute ${name} of a topic`),
      });
    await assert.rejects(sns.createTopic({ Name: 'b', Attributes: { Nome: 'x' } }), invalid('AttributeName'));
    await assert.rejects(
      sns.publish({ TopicArn: 'fake', Message: 'x' }),
      invalid('TopicArn Reason: An ARN must have at least 6 elements, not 1'),
    );
    const TopicArn = await region.topic('checked');
    const setPolicy = (AttributeValue: string) =>
      sns.setTopicAttributes({ TopicArn, AttributeName: 'Policy', AttributeValue });
    await assert.rejects(setPolicy('{'), invalid('Policy Error: null'));
    const statement = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: TopicArn };
    await assert.rejects(
      setPolicy(JSON.stringify({ Statement: [statement] })),
      invalid('Policy statement action out of service scope!'),
    );
  });
});

describe('an e-mail address', () => {
  test('is asked by a mail whether it wants to be subscribed, and gets none before it was', async () => {
    const { sns } = region.clients;
    const TopicArn = await region.topic('reports');
    const Endpoint = 'ops@example.com';
    const answer = await sns.subscribe({ TopicArn, Protocol: 'email', Endpoint });
    assert.equal(answer.SubscriptionArn, 'pending confirmation');
    const [asked] = await region.mailed(Endpoint);
    assert.equal(asked!.headers.Subject, 'AWS Notification - Subscription Confirmation');
    const pending = await sns.listSubscriptionsByTopic({ TopicArn });
    assert.deepEqual(pending.Subscriptions, [
      { SubscriptionArn: 'PendingConfirmation', Owner: '123456789012', Protocol: 'email', Endpoint, TopicArn },
    ]);
    await sns.publish({ TopicArn, Message: 'too early' });

    await assert.rejects(sns.confirmSubscription({ TopicArn, Token: 'wrong' }), { message: 'Invalid token' });
    const { SubscriptionArn } = await sns.confirmSubscription({ TopicArn, Token: tokenIn(asked!) });
    assert.match(SubscriptionArn!, new RegExp(`^${TopicArn}:[0-9a-f-]{36}$`));
    const { Attributes } = await sns.getSubscriptionAttributes({ SubscriptionArn });
    assert.equal(Attributes?.PendingConfirmation, 'false');
    assert.equal(Attributes?.ConfirmationWasAuthenticated, 'false');
    await sns.publish({ TopicArn, Subject: 'Left awake', Message: 'i-1 ist noch wach: prüfen' });
    const [, mail, ...more] = await region.mailed(Endpoint, 2);
    assert.equal(more.length, 0);
    assert.equal(mail!.headers.Subject, 'Left awake');
    assert.equal(mail!.headers.From, '"AWS Notifications" <no-reply@sns.amazonaws.com>');
    assert.match(mail!.text, /^i-1 ist noch wach: prüfen\r\n\r\n--\r\n/);
    assert.ok(mail!.text.includes(`--subscription-arn ${SubscriptionArn}`));

    await sns.unsubscribe({ SubscriptionArn });
    await sns.unsubscribe({ SubscriptionArn });
    assert.deepEqual((await sns.listSubscriptionsByTopic({ TopicArn })).Subscriptions, []);
    await assert.rejects(sns.getSubscriptionAttributes({ SubscriptionArn }), { name: 'NotFoundException' });
  });

  test('may be read by a program, in JSON', async () => {
    const { sns } = region.clients;
    const TopicArn = await region.topic('machine-read');
    const Endpoint = 'robot@example.com';
    await sns.subscribe({ TopicArn, Protocol: 'email-json', Endpoint });
    const { Type, Token } = JSON.parse((await region.mailed(Endpoint))[0]!.text);
    assert.equal(Type, 'SubscriptionConfirmation');
    await sns.confirmSubscription({ TopicArn, Token, AuthenticateOnUnsubscribe: 'true' });
    const texts = { default: 'for others', 'email-json': '{"a":1}' };
    const { MessageId } = await sns.publish({ TopicArn, Message: JSON.stringify(texts), MessageStructure: 'json' });
    const mail = JSON.parse((await region.mailed(Endpoint, 2))[1]!.text);
    assert.deepEqual([mail.Type, mail.MessageId, mail.Message], ['Notification', MessageId, '{"a":1}']);
  });

  test('is given up when it does not confirm within two days', async () => {
    const simulated = await openRegionWithTopics({ time: 'simulated' });
    const TopicArn = await simulated.topic('unanswered');
    await simulated.clients.sns.subscribe({ TopicArn, Protocol: 'email', Endpoint: 'nobody@example.com' });
    const pending = async () => (await simulated.clients.sns.getTopicAttributes({ TopicArn })).Attributes;
    while ((await pending())?.SubscriptionsPending !== '0') await simulated.mailed('nobody@example.com');
    const [mail] = await simulated.mails('nobody@example.com');
    await assert.rejects(simulated.clients.sns.confirmSubscription({ TopicArn, Token: tokenIn(mail!) }), {
      message: 'Invalid token',
    });
    await simulated.close();
  });
});

describe('a function', () => {
  test('gets the message with its attributes, if its policy lets the topic in', async () => {
    const { sns, lambda } = region.clients;
    const TopicArn = await region.topic('to-function');
    const Endpoint = await region.listener('subscriber');
    const { SubscriptionArn } = await sns.subscribe({ TopicArn, Protocol: 'lambda', Endpoint });
    assert.match(SubscriptionArn!, /:to-function:[0-9a-f-]{36}$/);
    await sns.publish({ TopicArn, Message: 'not let in' });
    const refused = `was not delivered to the subscription ${SubscriptionArn}`;
    await until(() => region.lines.some((line) => line.includes(refused)));
    await lambda.addPermission({
      FunctionName: 'subscriber',
      StatementId: 'topic',
      Action: 'lambda:InvokeFunction',
      Principal: 'sns.amazonaws.com',
      SourceArn: TopicArn,
    });
    const { MessageId } = await sns.publish({
      TopicArn,
      Message: 'let in',
      MessageAttributes: { size: { DataType: 'Number', StringValue: '3' } },
    });
    const [event] = (await region.receives('subscriber')) as unknown as [{ Records: Record<string, unknown>[] }];
    const { Timestamp, ...notification } = event.Records[0]!.Sns as Record<string, unknown>;
    assert.match(String(Timestamp), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.deepEqual(notification, {
      Type: 'Notification',
      MessageId,
      TopicArn,
      Subject: null,
      Message: 'let in',
      MessageAttributes: { size: { Type: 'Number', Value: '3' } },
    });
  });
});

describe('a filter policy', () => {
  test('lets through the messages whose attributes fit, or whose body does', async () => {
    const { sns } = region.clients;
    const TopicArn = await region.topic('filtered');
    const FilterPolicy = JSON.stringify({
      outcome: ['PatchFailed', { prefix: 'Left' }],
      retries: [{ numeric: ['>', 1] }],
    });
    const SubscriptionArn = await region.subscriber(TopicArn, 'filter@example.com', { FilterPolicy });
    const attributes = (outcome: string, retries: string) => ({
      outcome: { DataType: 'String', StringValue: outcome },
      retries: { DataType: 'Number', StringValue: retries },
    });
    for (const [outcome, retries] of [
      ['Patched', '2'],
      ['LeftAwake', '1'],
      ['LeftAwake', '2'],
    ] as const)
      await sns.publish({
        TopicArn,
        Message: `${outcome} ${retries}`,
        MessageAttributes: attributes(outcome, retries),
      });
    const [, mail] = await region.mailed('filter@example.com', 2);
    assert.match(mail!.text, /^LeftAwake 2\r\n/);

    const set = (AttributeName: string, AttributeValue: string) =>
      sns.setSubscriptionAttributes({ SubscriptionArn, AttributeName, AttributeValue });
    await set('FilterPolicyScope', 'MessageBody');
    await set('FilterPolicy', JSON.stringify({ detail: { state: ['stopped'] } }));
    for (const Message of ['stopped', '{"detail": {"state": "running"}}', '{"detail": {"state": "stopped"}}'])
      await sns.publish({ TopicArn, Message });
    const [, , body, ...more] = await region.mailed('filter@example.com', 3);
    assert.match(body!.text, /"stopped"/);
    assert.deepEqual(more, []);
    await assert.rejects(set('FilterPolicy', '{nonsense'), invalid('FilterPolicy: failed to parse JSON.'));
    await assert.rejects(set('FilterPolicy', '{"a": "b"}'), invalid('FilterPolicy: "a" must be an object or an array'));
    await assert.rejects(
      set('FilterPolicyScope', 'MessageAttributes'),
      invalid('FilterPolicy: Filter policy scope MessageAttributes does not support nested filter policy'),
    );
    const six = Object.fromEntries([...'abcdef'].map((key) => [key, ['x']]));
    await assert.rejects(
      set('FilterPolicy', JSON.stringify(six)),
      invalid('FilterPolicy: Filter policy can not have more than 5 keys'),
    );
    const many = Array.from({ length: 151 }, (_, index) => index);
    await assert.rejects(
      set('FilterPolicy', JSON.stringify({ a: many })),
      invalid('FilterPolicy: Filter policy is too complex'),
    );
  });
});

describe('publishing', () => {
  test("is refused in AWS's words", async () => {
    const { sns } = region.clients;
    const TopicArn = await region.topic('strict');
    const publish = (input: object) => sns.publish({ TopicArn, Message: 'x', ...input });
    await assert.rejects(publish({ Message: '' }), invalid('Empty message'));
    await assert.rejects(publish({ Message: 'x'.repeat(262_145) }), invalid('Message too long'));
    await assert.rejects(publish({ Subject: 'two\nlines' }), invalid('Subject'));
    await assert.rejects(publish({ Subject: 'x'.repeat(101) }), invalid('Subject'));
    await assert.rejects(
      publish({ MessageStructure: 'json' }),
      invalid('Message Structure - JSON message body failed to parse'),
    );
    await assert.rejects(
      publish({ MessageStructure: 'json', Message: '{"email": "x"}' }),
      invalid('Message Structure - No default entry in JSON message body'),
    );
    await assert.rejects(publish({ MessageAttributes: { a: { DataType: 'Text', StringValue: 'x' } } }), {
      name: 'InvalidParameterValueException',
    });
    await assert.rejects(publish({ PhoneNumber: '+100' }), { message: /does not support the parameter PhoneNumber/ });
  });

  test('of a batch tells of each entry', async () => {
    const { sns } = region.clients;
    const TopicArn = await region.topic('batched');
    const batch = (...PublishBatchRequestEntries: { Id: string; Message: string }[]) =>
      sns.publishBatch({ TopicArn, PublishBatchRequestEntries });
    const { Successful, Failed } = await batch({ Id: 'a', Message: 'x' }, { Id: 'b', Message: '' });
    assert.deepEqual(
      Successful?.map(({ Id }) => Id),
      ['a'],
    );
    assert.deepEqual(Failed, [
      { Id: 'b', Code: 'InvalidParameter', Message: 'Invalid parameter: Empty message', SenderFault: true },
    ]);
    await assert.rejects(batch({ Id: 'a', Message: 'x' }, { Id: 'a', Message: 'y' }), {
      name: 'BatchEntryIdsNotDistinctException',
    });
    await assert.rejects(batch(), { name: 'EmptyBatchRequestException' });
  });
});

describe('subscribing', () => {
  const refusals: readonly (readonly [Protocol: string, Endpoint: string, error: object])[] = [
    ['email', 'nobody', invalid('Email address')],
    ['lambda', 'nobody', invalid('Lambda endpoint ARN')],
    ['pigeon', 'home', invalid('Amazon SNS does not support this protocol string: pigeon')],
    [
      'sqs',
      'arn:aws:sqs:us-east-1:123456789012:q',
      { message: /does not support subscriptions with the protocol sqs/ },
    ],
    ['sms', '+100', { message: /does not support subscriptions with the protocol sms/ }],
    ['https', 'https://example.com', { message: /does not support subscriptions with the protocol https/ }],
  ];
  for (const [Protocol, Endpoint, error] of refusals)
    test(`is refused to ${Protocol} ${Endpoint}`, async () => {
      const TopicArn = await region.topic('choosy');
      await assert.rejects(region.clients.sns.subscribe({ TopicArn, Protocol, Endpoint }), error);
    });
});

test('a role may do what its policies, or the policy of the topic, allow', async () => {
  const { sns } = region.clients;
  const TopicArn = await region.topic('guarded');
  const role = await clientsAllowed(region, 'Publisher', { Action: 'sns:GetTopicAttributes', Resource: TopicArn });
  await role.sns.getTopicAttributes({ TopicArn });
  const denied = {
    name: 'AuthorizationErrorException',
    message: /is not authorized to perform: sns:Publish on resource/,
  };
  await assert.rejects(role.sns.publish({ TopicArn, Message: 'x' }), denied);
  const setPolicy = (...Statement: object[]) =>
    sns.setTopicAttributes({ TopicArn, AttributeName: 'Policy', AttributeValue: JSON.stringify({ Statement }) });
  const Principal = { AWS: 'arn:aws:iam::123456789012:role/test/Publisher' };
  const statement = { Effect: 'Allow', Principal, Action: 'SNS:Publish', Resource: TopicArn };
  await setPolicy(statement);
  await role.sns.publish({ TopicArn, Message: 'x' });
  await setPolicy(statement, { ...statement, Effect: 'Deny', Principal: '*' });
  await assert.rejects(role.sns.publish({ TopicArn, Message: 'x' }), /explicit deny in a resource-based policy/);
});
