import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { only, openRegionWithRole, type RegionWithRole, states, task } from '../../fixture.ts';

const account = '123456789012';
let region: RegionWithRole;
let TopicArn: string;
before(async () => {
  region = await openRegionWithRole({ time: 'real' });
  await region.allow(['sns:*', 'events:*', 'states:*']);
  TopicArn = (await region.clients.sns.createTopic({ Name: 'reports' })).TopicArn!;
});
after(() => region.close());

/** A state machine that listens to a source, and answers with the event that it is started with. */
async function listener(name: string, source: string): Promise<string> {
  const machine = await region.machine(name, only({ Type: 'Pass' }));
  const RoleArn = (
    await region.clients.iam.createRole({
      RoleName: name,
      AssumeRolePolicyDocument: JSON.stringify({
        Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      }),
    })
  ).Role!.Arn!;
  await region.clients.iam.putRolePolicy({
    RoleName: name,
    PolicyName: 'start',
    PolicyDocument: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'states:*', Resource: '*' }] }),
  });
  await region.clients.events.putRule({ Name: name, EventPattern: JSON.stringify({ source: [source] }) });
  await region.clients.events.putTargets({ Rule: name, Targets: [{ Id: 'm', Arn: machine, RoleArn }] });
  return machine;
}

async function heardBy(stateMachineArn: string) {
  for (;;) {
    const [execution] = (await region.clients.states.listExecutions({ stateMachineArn })).executions ?? [];
    if (execution) return JSON.parse((await region.ended(execution.executionArn!)).output!);
  }
}

describe('sns:publish', () => {
  test('publishes a message, which may be JSON, and answers with its id', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'wakepatch-mail-'));
    const own = await openRegionWithRole({ time: 'real', dataDir });
    await own.allow('sns:Publish');
    const topic = (await own.clients.sns.createTopic({ Name: 'mailed' })).TopicArn!;
    const mails = async (count: number): Promise<string[]> => {
      for (;;) {
        const files = (await readdir(join(dataDir, 'mail')).catch(() => [])).filter((file) => file.endsWith('.eml'));
        if (files.length >= count)
          return Promise.all(files.sort().map((file) => readFile(join(dataDir, 'mail', file), 'utf8')));
      }
    };
    await own.clients.sns.subscribe({ TopicArn: topic, Protocol: 'email', Endpoint: 'ops@example.com' });
    const Token = /--token (\S+)/.exec((await mails(1))[0]!)![1];
    await own.clients.sns.confirmSubscription({ TopicArn: topic, Token });
    const publish = task('sns:publish', { TopicArn: topic, Subject: 'Report', Message: { patched: 3 } });
    const { output } = await own.run('Reports', only(publish));
    const { MessageId, SdkHttpMetadata } = JSON.parse(output!);
    assert.match(MessageId, /^[0-9a-f-]{36}$/);
    assert.equal(SdkHttpMetadata.HttpStatusCode, 200);
    const mail = (await mails(2)).find((text) => text.includes('Subject: Report'));
    assert.ok(mail?.includes('{"patched":3}'));
    await own.close();
    await rm(dataDir, { recursive: true });
  });

  test('names errors after the exceptions of the SDK', async () => {
    const empty = await region.run('Empty', only(task('sns:publish', { TopicArn, Message: '' })));
    assert.equal(empty.error, 'SNS.InvalidParameterException');
    assert.match(empty.cause!, /^Invalid parameter: Empty message \(Service: AmazonSNS; Status Code: 400; /);
    const gone = task('sns:publish', { TopicArn: `${TopicArn}-gone`, Message: 'x' });
    assert.equal((await region.run('Gone', only(gone))).error, 'SNS.NotFoundException');
    const sdk = task('aws-sdk:sns:publish', { TopicArn: `${TopicArn}-gone`, Message: 'x' });
    assert.equal((await region.run('GoneSdk', only(sdk))).error, 'Sns.NotFoundException');
    const unknown = await region.run('Unknown', only(task('sns:publish', { TopicArn, Mesage: 'x' })));
    assert.match(unknown.cause!, /The field "Mesage" is not supported by Step Functions/);
  });

  test('waits for the token that its message carries', async () => {
    const publish = {
      TopicArn,
      Message: { 'token.$': '$$.Task.Token', 'who.$': '$.who' },
    };
    const wait = await region.machine('Asks', only(task('sns:publish.waitForTaskToken', publish)));
    const execution = await region.start(wait, { who: 'ops' });
    let token: string | undefined;
    while (token === undefined) {
      const scheduled = (await region.history(execution)).find(({ type }) => type === 'TaskSubmitted');
      const begun = (await region.history(execution)).find(({ type }) => type === 'TaskScheduled');
      token = scheduled && JSON.parse(begun!.taskScheduledEventDetails!.parameters!).Message.token;
    }
    await region.clients.states.sendTaskSuccess({ taskToken: token, output: '"yes"' });
    assert.equal((await region.ended(execution)).output, '"yes"');
  });
});

describe('events:putEvents', () => {
  const entry = { Source: 'wakepatch', DetailType: 'Outcome', Detail: { state: 'Patched' } };

  test('puts events that tell which execution they come from', async () => {
    const machine = await listener('Hears', 'wakepatch');
    const teller = await region.machine('Tells', only(task('events:putEvents', { Entries: [entry] })));
    const execution = await region.start(teller, {}, 'one');
    const answer = JSON.parse((await region.ended(execution)).output!);
    assert.equal(answer.FailedEntryCount, 0);
    const event = await heardBy(machine);
    assert.equal(event.id, answer.Entries[0].EventId);
    assert.deepEqual(event.detail, { state: 'Patched' });
    assert.deepEqual(event.resources, [`${states}:execution:Tells:one`, teller]);
    assert.equal(event.account, account);
  });

  test('fails with EventBridge.FailedEntry when an event is not taken', async () => {
    const Entries = [entry, { ...entry, Source: 'aws.ec2' }];
    const { error, cause } = await region.run('Fails', only(task('events:putEvents', { Entries })));
    assert.equal(error, 'EventBridge.FailedEntry');
    const { FailedEntryCount, Entries: results } = JSON.parse(cause!);
    assert.equal(FailedEntryCount, 1);
    assert.equal(results[1].ErrorCode, 'NotAuthorizedForSourceException');
  });

  test('leaves the answer to whoever asked, through the AWS SDK', async () => {
    const put = task('aws-sdk:eventbridge:putEvents', { Entries: [{ ...entry, Source: 'aws.ec2', Detail: '{}' }] });
    assert.equal(JSON.parse((await region.run('Sdk', only(put))).output!).FailedEntryCount, 1);
    const missing = task('aws-sdk:eventbridge:describeRule', { Name: 'none' });
    assert.equal((await region.run('SdkFails', only(missing))).error, 'EventBridge.ResourceNotFoundException');
  });
});
