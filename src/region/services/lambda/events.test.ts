import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openRegionWithFunctions, until } from './fixture.ts';

let dataDir: string;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'wakepatch-events-'));
});
after(() => rm(dataDir, { recursive: true }));

/** Appends a line to a file for each call, then does what the event says. */
const counting = (file: string) => `const fs = require('node:fs');
  exports.handler = async ({ fail, hang }) => {
    fs.appendFileSync(${JSON.stringify(file)}, 'call\\n');
    if (fail) throw new Error('as asked');
    if (hang) for (;;);
  }`;
const calls = async (file: string) => (await readFile(file, 'utf8').catch(() => '')).split('\n').length - 1;

describe('an event', () => {
  test('is accepted at once and processed afterwards', async () => {
    const region = await openRegionWithFunctions();
    const file = join(dataDir, 'accepted');
    await region.create('accepts', counting(file));
    const { StatusCode, Payload } = await region.invoke('accepts', {}, { InvocationType: 'Event' });
    assert.equal(StatusCode, 202);
    assert.equal(Payload?.length ?? 0, 0);
    await until(async () => (await calls(file)) === 1);
    await region.close();
  });

  test('that a function fails on is tried again after one minute and after two, then given up', async () => {
    const region = await openRegionWithFunctions();
    const file = join(dataDir, 'failing');
    await region.create('fails', counting(file));
    await region.invoke('fails', { fail: true }, { InvocationType: 'Event' });
    await until(async () => region.lines.some((line) => line.includes('given up')));
    assert.equal(await calls(file), 3);
    assert.match(
      region.lines.join('\n'),
      /for the function fails was given up: it failed three times, at last with .*as asked/,
    );
    const { events } = await region.clients.logs.filterLogEvents({
      logGroupName: '/aws/lambda/fails',
      filterPattern: 'START',
    });
    const seconds = events?.map(({ timestamp = 0 }) => (timestamp - (events[0]?.timestamp ?? 0)) / 1000);
    assert.deepEqual(seconds, [0, 60, 180]);
    const ids = new Set(events?.map(({ message }) => message?.split(' ')[2]));
    assert.equal(ids.size, 1);
    await region.close();
  });

  test('that was under way when the Region closed is processed after its next start', async () => {
    const own = join(dataDir, 'region');
    const file = join(dataDir, 'resumed');
    const first = await openRegionWithFunctions({ dataDir: own });
    await first.create('resumes', counting(file), { Timeout: 900 });
    await first.invoke('resumes', { hang: true }, { InvocationType: 'Event' });
    await until(async () => (await calls(file)) === 1);
    await first.close();

    const second = await openRegionWithFunctions({ dataDir: own });
    await until(async () => (await calls(file)) === 2);
    await second.close();
  });
});

test('a process whose credentials would expire under an invocation is replaced by one with new ones', async () => {
  const region = await openRegionWithFunctions();
  const code = `const { STS } = require('@aws-sdk/client-sts');
    exports.handler = async () => [process.pid, (await new STS().getCallerIdentity()).Arn]`;
  await region.create('refreshed', code);
  const [before, arn] = (await region.invoke('refreshed')).result;
  assert.deepEqual((await region.invoke('refreshed')).result, [before, arn]);

  // An event that expires after a day gives simulated time somewhere to go.
  const { logs } = region.clients;
  await logs.putRetentionPolicy({ logGroupName: '/aws/lambda/refreshed', retentionInDays: 1 });
  await until(async () => (await region.logged('refreshed')) === '');
  const [after, again] = (await region.invoke('refreshed')).result;
  assert.notEqual(after, before);
  assert.equal(again, arn);
  await region.close();
});
