import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { testStart } from '../../../../test/region.ts';
import { eventsArn, openRegionWithRules, type RegionWithRules, until } from './fixture.ts';

describe('a rule with a schedule', () => {
  let region: RegionWithRules;
  before(async () => {
    region = await openRegionWithRules();
  });
  after(() => region.close());

  test('invokes its function at its rate, first when that has passed once, with a scheduled event', async () => {
    const { events } = region.clients;
    const Arn = await region.listener('sweeper');
    const rule = { Name: 'sweep', ScheduleExpression: 'rate(15 minutes)' };
    const { RuleArn } = await events.putRule({ ...rule, State: 'DISABLED' });
    assert.equal(RuleArn, `${eventsArn}:rule/sweep`);
    const answer = await events.putTargets({ Rule: 'sweep', Targets: [{ Id: 'function', Arn }] });
    assert.deepEqual([answer.FailedEntryCount, answer.FailedEntries], [0, []]);
    await events.enableRule({ Name: 'sweep' });

    const [first, second] = await region.receives('sweeper', 2);
    await events.disableRule({ Name: 'sweep' });
    const { id, time, ...rest } = first!;
    assert.deepEqual(rest, {
      version: '0',
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: '123456789012',
      region: 'us-east-1',
      resources: [RuleArn],
      detail: {},
    });
    assert.notEqual(second!.id, id);
    assert.equal(Date.parse(second!.time) - Date.parse(time), 900_000);
    assert.equal(time, '2026-01-01T00:15:00Z');
  });

  test('goes by the clock of UTC where it is a cron expression', async () => {
    const { events } = region.clients;
    const Arn = await region.listener('nightly');
    await events.putRule({ Name: 'nightly', ScheduleExpression: 'cron(30 2 ? * MON-FRI *)' });
    await events.putTargets({ Rule: 'nightly', Targets: [{ Id: 'function', Arn, Input: '{"deep": true}' }] });
    const [input] = await region.receives('nightly');
    await events.disableRule({ Name: 'nightly' });
    assert.deepEqual(input, { deep: true });
    const { events: logged } = await region.clients.logs.filterLogEvents({ logGroupName: '/aws/lambda/nightly' });
    assert.match(new Date(logged![0]!.timestamp!).toISOString(), /T02:30:0/);
  });

  test('does not run while it is disabled, nor after it was deleted', async () => {
    const { events } = region.clients;
    for (const Name of ['off', 'gone', 'marks'])
      await events.putRule({
        Name,
        ScheduleExpression: Name === 'marks' ? 'rate(1 hour)' : 'rate(1 minute)',
        State: Name === 'off' ? 'DISABLED' : 'ENABLED',
      });
    await events.deleteRule({ Name: 'gone' });
    const Arn = await region.listener('still');
    for (const Rule of ['off', 'marks']) await events.putTargets({ Rule, Targets: [{ Id: 'one', Arn }] });
    const [first] = await region.receives('still');
    await events.disableRule({ Name: 'marks' });
    assert.deepEqual(first!.resources, [`${eventsArn}:rule/marks`]);
    await assert.rejects(events.describeRule({ Name: 'gone' }), {
      name: 'ResourceNotFoundException',
      message: 'Rule gone does not exist on EventBus default.',
    });
  });

  for (const ScheduleExpression of [
    'rate(3 minute)',
    'rate(0 minutes)',
    'cron(0 12 * * *)',
    'cron(0 0 12 * * ? *)',
    'at(2030-01-01T00:00:00)',
    'hourly',
  ])
    test(`cannot be made of ${ScheduleExpression}`, () =>
      assert.rejects(region.clients.events.putRule({ Name: 'wrong', ScheduleExpression }), {
        name: 'ValidationException',
        message: 'Parameter ScheduleExpression is not valid.',
      }));
});

test('a rate that was due while the Region was down fires once after its start, and goes on', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'wakepatch-rules-'));
  const first = await openRegionWithRules({ dataDir });
  const Arn = await first.listener('kept');
  await first.clients.events.putRule({ Name: 'kept', ScheduleExpression: 'rate(10 minutes)' });
  await first.clients.events.putTargets({ Rule: 'kept', Targets: [{ Id: 'one', Arn }] });
  await first.receives('kept', 2);
  await first.close();

  const from = testStart + 365 * 24 * 3_600_000;
  const second = await openRegionWithRules({ dataDir, from });
  const dueSince = async () => (await second.got('kept')).map(({ time }) => Date.parse(time));
  await until(async () => (await dueSince()).filter((time) => time > from).length >= 2);
  await second.clients.events.disableRule({ Name: 'kept' });
  const times = await dueSince();
  const down = times.findIndex((time, index) => index > 0 && time - times[index - 1]! > 600_000);
  const steps = times.slice(1).map((time, index) => time - times[index]!);
  assert.ok(
    times[down - 1]! < from && times[down]! > from,
    'what was due at first while it was down, then what is due next',
  );
  assert.ok(
    steps.every((step) => step > 0 && step % 600_000 === 0),
    String(steps),
  );
  assert.equal(steps.filter((step) => step > 600_000).length, 1);
  await second.close();
  await rm(dataDir, { recursive: true });
});

test('a function that does not let the rule in is not invoked, and the operator is told', async () => {
  const region = await openRegionWithRules();
  const Arn = await region.listener('guarded', `${eventsArn}:rule/another`);
  await region.clients.events.putRule({ Name: 'stranger', ScheduleExpression: 'rate(1 minute)' });
  await region.clients.events.putTargets({ Rule: 'stranger', Targets: [{ Id: 'one', Arn }] });
  await until(() => region.lines.some((line) => line.includes('was not delivered')));
  assert.match(
    region.lines.join('\n'),
    /of the rule stranger was not delivered to arn:aws:lambda:\S+:guarded: User: \S+events.amazonaws.com is not authorized to perform: lambda:InvokeFunction on resource: \S+ because no resource-based policy allows/,
  );
  await region.close();
});
