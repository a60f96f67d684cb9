import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { openTestRegion, type TestRegion, testStart } from '../../../../test/region.ts';
import { service as iam } from '../iam/index.ts';
import { service as sts } from '../sts/index.ts';
import { service } from './index.ts';

const minute = 60_000;
const prefix = 'arn:aws:logs:us-east-1:123456789012:log-group:';

let region: TestRegion;
let logs: CloudWatchLogs;
let group: string;
let made = 0;
before(async () => {
  region = await openTestRegion({ services: [iam, sts, service] });
  logs = region.clients.logs;
});
after(() => region.close());
beforeEach(async () => {
  group = `/test/${++made}`;
  await logs.createLogGroup({ logGroupName: group });
});

const stream = (logStreamName: string) => logs.createLogStream({ logGroupName: group, logStreamName });
/** @param events message and minutes before or after the start of the Region's time */
const put = (logStreamName: string, ...events: [message: string, minutes?: number][]) =>
  logs.putLogEvents({
    logGroupName: group,
    logStreamName,
    logEvents: events.map(([message, minutes = 0]) => ({ message, timestamp: testStart + minutes * minute })),
  });
const messages = (answer: { events?: { message?: string }[] }) => answer.events?.map(({ message }) => message);

describe('log groups', () => {
  test('are described as they were made', async () => {
    const { logGroups } = await logs.describeLogGroups({ logGroupNamePrefix: group });
    assert.deepEqual(logGroups, [
      {
        logGroupName: group,
        creationTime: testStart,
        metricFilterCount: 0,
        arn: `${prefix}${group}:*`,
        logGroupArn: `${prefix}${group}`,
        storedBytes: 0,
        logGroupClass: 'STANDARD',
      },
    ]);
  });

  test('have names of their own', async () => {
    await assert.rejects(logs.createLogGroup({ logGroupName: group }), {
      name: 'ResourceAlreadyExistsException',
      message: 'The specified log group already exists',
    });
    await assert.rejects(logs.createLogGroup({ logGroupName: 'a b' }), { name: 'InvalidParameterException' });
  });

  test('are listed by name, in pages, and found by a part of their names', async () => {
    for (const name of ['c', 'a', 'b']) await logs.createLogGroup({ logGroupName: `${group}/${name}` });
    const first = await logs.describeLogGroups({ logGroupNamePrefix: `${group}/`, limit: 2 });
    const second = await logs.describeLogGroups({
      logGroupNamePrefix: `${group}/`,
      limit: 2,
      nextToken: first.nextToken,
    });
    const names = [first, second].map(({ logGroups }) => logGroups?.map(({ logGroupName }) => logGroupName));
    assert.deepEqual(names, [[`${group}/a`, `${group}/b`], [`${group}/c`]]);
    assert.equal(second.nextToken, undefined);
    const { logGroups } = await logs.describeLogGroups({ logGroupNamePattern: `${group.slice(1)}/b` });
    assert.equal(logGroups?.length, 1);
  });

  test('go with all that is in them', async () => {
    await stream('s');
    await put('s', ['gone']);
    await logs.deleteLogGroup({ logGroupName: group });
    await logs.createLogGroup({ logGroupName: group });
    assert.deepEqual((await logs.describeLogStreams({ logGroupName: group })).logStreams, []);
    assert.deepEqual(messages(await logs.filterLogEvents({ logGroupName: group })), []);
  });

  test('that are not there are said not to exist', async () => {
    const absent = { logGroupName: '/absent', logStreamName: 's', logEvents: [{ timestamp: testStart, message: 'm' }] };
    const error = { name: 'ResourceNotFoundException', message: 'The specified log group does not exist.' };
    await assert.rejects(logs.deleteLogGroup(absent), error);
    await assert.rejects(logs.createLogStream(absent), error);
    await assert.rejects(logs.putLogEvents(absent), error);
    await assert.rejects(logs.getLogEvents(absent), error);
    await assert.rejects(logs.filterLogEvents(absent), error);
    await assert.rejects(logs.putRetentionPolicy({ ...absent, retentionInDays: 1 }), error);
  });

  test('carry tags', async () => {
    const resourceArn = `${prefix}${group}`;
    await logs.tagResource({ resourceArn, tags: { a: '1', b: '2' } });
    await logs.untagResource({ resourceArn, tagKeys: ['a'] });
    assert.deepEqual((await logs.listTagsForResource({ resourceArn })).tags, { b: '2' });
    await assert.rejects(logs.listTagsForResource({ resourceArn: `${prefix}/absent` }), {
      name: 'ResourceNotFoundException',
    });
  });
});

describe('log streams', () => {
  test('are listed by name, or by their last event', async () => {
    for (const name of ['b', 'c', 'a']) await stream(name);
    await put('a', ['x', 1]);
    await put('b', ['x', 3]);
    await put('c', ['x', 2]);
    const names = async (how: object) =>
      (await logs.describeLogStreams({ logGroupName: group, ...how })).logStreams?.map(
        ({ logStreamName }) => logStreamName,
      );
    assert.deepEqual(await names({}), ['a', 'b', 'c']);
    assert.deepEqual(await names({ orderBy: 'LastEventTime', descending: true }), ['b', 'c', 'a']);
    assert.deepEqual(await names({ logStreamNamePrefix: 'b' }), ['b']);
    const { nextToken } = await logs.describeLogStreams({ logGroupIdentifier: `${prefix}${group}`, limit: 2 });
    assert.deepEqual(await names({ limit: 2, nextToken }), ['c']);
  });

  test('know their first and last event', async () => {
    await stream('s');
    await put('s', ['x', 1], ['y', 5]);
    const { logStreams } = await logs.describeLogStreams({ logGroupName: group });
    assert.deepEqual(logStreams, [
      {
        logStreamName: 's',
        creationTime: testStart,
        firstEventTimestamp: testStart + minute,
        lastEventTimestamp: testStart + 5 * minute,
        lastIngestionTime: testStart,
        arn: `${prefix}${group}:log-stream:s`,
        storedBytes: 0,
      },
    ]);
  });

  test('have names of their own, and can be deleted', async () => {
    await stream('s');
    await assert.rejects(stream('s'), {
      name: 'ResourceAlreadyExistsException',
      message: 'The specified log stream already exists',
    });
    await assert.rejects(stream('a:b'), { name: 'InvalidParameterException' });
    await logs.deleteLogStream({ logGroupName: group, logStreamName: 's' });
    await assert.rejects(put('s', ['x']), {
      name: 'ResourceNotFoundException',
      message: 'The specified log stream does not exist.',
    });
  });
});

describe('PutLogEvents', () => {
  beforeEach(() => stream('s'));

  test('refuses events out of order, over more than a day, too many and too much', async () => {
    const error = (message: RegExp) => ({ name: 'InvalidParameterException', message });
    await assert.rejects(put('s', ['x', 1], ['y', 0]), error(/must be in chronological order/));
    await assert.rejects(put('s', ['x', -1441], ['y', 0]), error(/cannot span more than 24 hours/));
    await assert.rejects(put('s'), error(/greater than or equal to 1/));
    await assert.rejects(put('s', ...Array(10_001).fill(['x'] as [string])), error(/less than or equal to 10000/));
    await assert.rejects(
      put('s', ['x'.repeat(1_048_576)]),
      error(/Upload too large: 1048602 bytes exceeds limit of 1048576/),
    );
  });

  test('takes of a batch what is neither too old nor too new, and says what it left', async () => {
    const old = await put('s', ['old', -14 * 1440 - 1], ['young', -14 * 1440]);
    assert.deepEqual(old.rejectedLogEventsInfo, { tooOldLogEventEndIndex: 1 });
    const future = await put('s', ['soon', 120], ['late', 121]);
    assert.deepEqual(future.rejectedLogEventsInfo, { tooNewLogEventStartIndex: 1 });
    assert.deepEqual(messages(await logs.filterLogEvents({ logGroupName: group })), ['young', 'soon']);
  });
});

describe('GetLogEvents', () => {
  beforeEach(async () => {
    await stream('s');
    await put('s', ...[1, 2, 3, 4, 5].map((n): [string, number] => [`${n}`, n]));
  });
  const get = (how: object) => logs.getLogEvents({ logGroupName: group, logStreamName: 's', ...how });

  test('reads forwards from the head, until the token stays the same', async () => {
    const first = await get({ startFromHead: true, limit: 3 });
    const second = await get({ nextToken: first.nextForwardToken, limit: 3 });
    const third = await get({ nextToken: second.nextForwardToken, limit: 3 });
    assert.deepEqual([first, second, third].map(messages), [['1', '2', '3'], ['4', '5'], []]);
    assert.equal(third.nextForwardToken, second.nextForwardToken);
    assert.deepEqual(messages(await get({ nextToken: second.nextBackwardToken, limit: 2 })), ['2', '3']);
  });

  test('reads the latest where nothing is said', async () => {
    assert.deepEqual(messages(await get({ limit: 2 })), ['4', '5']);
  });

  test('takes a start that belongs to the range, and an end that does not', async () => {
    const range = { startTime: testStart + 2 * minute, endTime: testStart + 4 * minute };
    assert.deepEqual(messages(await get(range)), ['2', '3']);
  });

  test('refuses tokens that it did not give', async () => {
    await assert.rejects(get({ nextToken: 'mine' }), { name: 'InvalidParameterException' });
  });
});

describe('FilterLogEvents', () => {
  beforeEach(async () => {
    for (const name of ['a', 'b']) await stream(name);
    await put('a', ['ERROR one', 1], ['INFO two', 3]);
    await put('b', ['ERROR three', 2], ['ERROR four', 3]);
  });
  const filter = (how: object) => logs.filterLogEvents({ logGroupName: group, ...how });

  test('has the events of all streams in the order of their times', async () => {
    assert.deepEqual(messages(await filter({})), ['ERROR one', 'ERROR three', 'INFO two', 'ERROR four']);
  });

  test('narrows by pattern, streams and time; the end belongs to the range', async () => {
    assert.deepEqual(messages(await filter({ filterPattern: 'ERROR -four' })), ['ERROR one', 'ERROR three']);
    assert.deepEqual(messages(await filter({ logStreamNames: ['b'] })), ['ERROR three', 'ERROR four']);
    assert.deepEqual(messages(await filter({ logStreamNamePrefix: 'a' })), ['ERROR one', 'INFO two']);
    const range = { startTime: testStart + minute, endTime: testStart + 2 * minute };
    assert.deepEqual(messages(await filter(range)), ['ERROR one', 'ERROR three']);
  });

  test('goes on from a token', async () => {
    const first = await filter({ filterPattern: 'ERROR', limit: 2 });
    const second = await filter({ filterPattern: 'ERROR', limit: 2, nextToken: first.nextToken });
    assert.deepEqual([messages(first), messages(second)], [['ERROR one', 'ERROR three'], ['ERROR four']]);
    assert.equal(second.nextToken, undefined);
  });
});

describe('retention', () => {
  test('takes only the days that AWS has', async () => {
    await assert.rejects(logs.putRetentionPolicy({ logGroupName: group, retentionInDays: 2 }), {
      name: 'InvalidParameterException',
      message:
        /Value '2' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: \[1, 3, 5/,
    });
  });

  test('can be taken away', async () => {
    await logs.putRetentionPolicy({ logGroupName: group, retentionInDays: 3653 });
    await logs.deleteRetentionPolicy({ logGroupName: group });
    const [described] = (await logs.describeLogGroups({ logGroupNamePrefix: group })).logGroups ?? [];
    assert.equal(described?.retentionInDays, undefined);
  });

  // The last of these tests: simulated time goes on to when the event expires, as soon as nothing is left to do.
  test('is over one day, and the events that expired before it began are not taken', async () => {
    await stream('s');
    await logs.putRetentionPolicy({ logGroupName: group, retentionInDays: 1 });
    const { rejectedLogEventsInfo } = await put('s', ['expired', -1440 - 1], ['kept', -1]);
    assert.deepEqual(rejectedLogEventsInfo, { expiredLogEventEndIndex: 1 });
    while (messages(await logs.filterLogEvents({ logGroupName: group }))?.length);
    const { logStreams } = await logs.describeLogStreams({ logGroupName: group });
    assert.equal(logStreams?.length, 1);
  });
});
