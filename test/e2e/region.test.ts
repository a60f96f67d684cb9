/** The Region as a process: how it serves, whom it lets in, and what it remembers. */
import assert from 'node:assert/strict';
import { chmod, readdir, stat } from 'node:fs/promises';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { EC2 } from '@aws-sdk/client-ec2';
import { STS } from '@aws-sdk/client-sts';
import { clientsOf } from '../region.ts';
import { describeInstance, launched, reaches } from './instances.ts';
import { credentialsIn, dataDirectory, startRegion } from './region-process.ts';

describe('up --foreground', () => {
  test('says its endpoint, alone, on the first line, once it answers there, and ends when it is told to', async (t) => {
    const region = await startRegion(t, { dataDir: await dataDirectory(t) });
    assert.match(region.endpoint, /^http:\/\/127\.0\.0\.1:\d+$/);
    const { Account, Arn } = await region.clients.sts.getCallerIdentity({});
    assert.deepEqual({ Account, Arn }, { Account: '123456789012', Arn: 'arn:aws:iam::123456789012:root' });
    assert.equal(await region.stop(), 0);
    assert.deepEqual(region.stdout, [region.endpoint]);
    await assert.rejects(region.clients.sts.getCallerIdentity({}), { code: 'ECONNREFUSED' });
  });

  test('ends in order on Ctrl-C as well', async (t) => {
    const region = await startRegion(t, { dataDir: await dataDirectory(t) });
    region.child.kill('SIGINT');
    assert.equal(await region.ended, 0);
  });

  test('says which machines it has, and why', async (t) => {
    const region = await startRegion(t, { dataDir: await dataDirectory(t) });
    assert.match(region.stderr[0] ?? '', /^Machines: simulated: /);
  });

  test('is the account and the Region that it is told to be', async (t) => {
    const dataDir = await dataDirectory(t);
    const region = await startRegion(t, { dataDir, args: ['--account', '210987654321', '--region', 'eu-central-1'] });
    const sts = new STS({
      endpoint: region.endpoint,
      region: 'eu-central-1',
      credentials: await credentialsIn(dataDir),
    });
    assert.equal((await sts.getCallerIdentity({})).Account, '210987654321');
    await assert.rejects(
      region.clients.sts.getCallerIdentity({}),
      /scoped to a valid region/,
      'a signature for another',
    );
  });

  test('keeps simulated time, in which a day of windows is over at once', async (t) => {
    const dataDir = await dataDirectory(t);
    const { clients } = await startRegion(t, { dataDir, args: ['--time', 'simulated'] });
    const { WindowId } = await clients.ssm.createMaintenanceWindow({
      Name: 'hourly',
      Schedule: 'rate(1 hour)',
      Duration: 1,
      Cutoff: 0,
      AllowUnassociatedTargets: true,
    });
    const opened = new Set<number>();
    while (opened.size < 24) {
      const { WindowExecutions = [] } = await clients.ssm.describeMaintenanceWindowExecutions({ WindowId });
      for (const { StartTime } of WindowExecutions) opened.add(StartTime!.getTime());
    }
    const times = [...opened].sort((a, b) => a - b);
    assert.ok(times.at(-1)! - times[0]! >= 23 * 3_600_000);
  });
});

describe('whom it lets in', () => {
  test('makes root credentials at the first start, for its owner alone to read, and keeps them', async (t) => {
    const dataDir = await dataDirectory(t);
    const first = await startRegion(t, { dataDir });
    const made = await credentialsIn(dataDir);
    assert.equal((await stat(join(dataDir, 'credentials'))).mode & 0o777, 0o600);
    await first.stop();
    const second = await startRegion(t, { dataDir });
    assert.deepEqual(await credentialsIn(dataDir), made);
    await second.clients.sts.getCallerIdentity({});
  });

  test('keeps what it remembers from other users, also in a folder that is open to them', async (t) => {
    const dataDir = await dataDirectory(t);
    await chmod(dataDir, 0o755);
    await startRegion(t, { dataDir });
    const open = [];
    for (const entry of await readdir(dataDir))
      if (/^region\.sqlite|^credentials$/.test(entry) && (await stat(join(dataDir, entry))).mode & 0o077)
        open.push(entry);
    assert.deepEqual(open, [], 'sessions and their secrets are in the database');
  });

  test('takes the credentials that it is given, and no others', async (t) => {
    const dataDir = await dataDirectory(t);
    const accessKeyId = 'AKIAEXAMPLEEXAMPLE00';
    const region = await startRegion(t, { dataDir, args: ['--credentials', `${accessKeyId}:given/Secret+0`] });
    const as = (secretAccessKey: string, id = accessKeyId) =>
      clientsOf(region.endpoint, { accessKeyId: id, secretAccessKey }).sts.getCallerIdentity({});
    assert.equal((await as('given/Secret+0')).Account, '123456789012');
    await assert.rejects(as('another/Secret'), { name: 'SignatureDoesNotMatch' });
    await assert.rejects(as('given/Secret+0', 'AKIAEXAMPLEEXAMPLE01'), { name: 'InvalidClientTokenId' });
    assert.equal((await credentialsIn(dataDir)).accessKeyId, accessKeyId, 'where the command line finds them');
  });

  test('is reached by no web page: not under a name of its own that resolves to here', async (t) => {
    const dataDir = await dataDirectory(t);
    const { endpoint } = await startRegion(t, { dataDir });
    const { port } = new URL(endpoint);
    const lookup = (_: string, options: { all?: boolean }, answer: (...given: unknown[]) => void) =>
      options.all ? answer(null, [{ address: '127.0.0.1', family: 4 }]) : answer(null, '127.0.0.1', 4);
    const asked = (name: string) =>
      new EC2({
        endpoint: `http://${name}:${port}`,
        region: 'us-east-1',
        credentials: credentialsIn.bind(undefined, dataDir),
        maxAttempts: 1,
        requestHandler: { httpAgent: new Agent({ lookup: lookup as never }) },
      }).describeInstances({});
    await asked('localhost');
    await assert.rejects(asked('rebound.example'), { name: 'AccessDenied', message: /Host header 'rebound.example/ });
  });

  test('is reached by no web page: not from another origin, even with the right signature', async (t) => {
    const dataDir = await dataDirectory(t);
    const { clients } = await startRegion(t, { dataDir });
    let origin: string | undefined;
    clients.ec2.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        if (origin) headers.origin = origin;
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await clients.ec2.describeInstances({});
    for (origin of ['https://page.example', 'http://127.0.0.1.page.example', 'null'])
      await assert.rejects(clients.ec2.describeInstances({}), { name: 'AccessDenied', message: /origin/ });
  });

  test('listens on 127.0.0.1 alone', async (t) => {
    const { endpoint } = await startRegion(t, { dataDir: await dataDirectory(t) });
    const attempt = (host: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(Number(new URL(endpoint).port), host);
        socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? ''));
        socket.once('connect', () => {
          socket.destroy();
          resolve('connected');
        });
      });
    assert.equal(await attempt('127.0.0.1'), 'connected');
    assert.equal(await attempt('127.0.0.2'), 'ECONNREFUSED', 'who listens on every address answers here too');
  });
});

describe('what it remembers', () => {
  test('an ordinary restart changes nothing', async (t) => {
    const dataDir = await dataDirectory(t);
    const first = await startRegion(t, { dataDir });
    await first.clients.ssm.putParameter({ Name: '/kept', Value: 'value', Type: 'String' });
    const id = await launched(first.clients);
    const before = await describeInstance(first.clients, id);
    await first.stop();

    const second = await startRegion(t, { dataDir });
    assert.deepEqual(await describeInstance(second.clients, id), before);
    assert.equal((await second.clients.ssm.getParameter({ Name: '/kept' })).Parameter?.Value, 'value');
    await second.clients.ec2.stopInstances({ InstanceIds: [id] });
    await reaches(second.clients, id, 'stopped');
  });

  test('a Region that died without a word is no hindrance to the next', async (t) => {
    const dataDir = await dataDirectory(t);
    const first = await startRegion(t, { dataDir });
    await first.clients.ssm.putParameter({ Name: '/kept', Value: 'value', Type: 'String' });
    await first.kill();
    const second = await startRegion(t, { dataDir });
    assert.equal((await second.clients.ssm.getParameter({ Name: '/kept' })).Parameter?.Value, 'value');
  });
});
