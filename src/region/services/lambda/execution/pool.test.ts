import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Outside } from '../../../service.ts';
import { openRegionWithFunctions, zip } from '../fixture.ts';
import type { FunctionRow } from '../rows.ts';
import { poolOf } from './pool.ts';

test('more invocations than there may be processes wait for their turn', async () => {
  const region = await openRegionWithFunctions();
  await region.create('many', 'exports.handler = () => new Promise((done) => setTimeout(done, 200, process.pid))');
  const answers = await Promise.all(Array.from({ length: 24 }, () => region.invoke('many')));
  const processes = new Set(answers.map(({ result }) => result));
  assert.ok(answers.every(({ FunctionError }) => FunctionError === undefined));
  assert.ok(processes.size > 1 && processes.size <= 16, `${processes.size} processes`);
  await region.close();
});

test('a function takes the place of another that is idle', async () => {
  const region = await openRegionWithFunctions();
  const names = Array.from({ length: 18 }, (_, index) => `function-${index}`);
  for (const name of names) {
    await region.create(name, `exports.handler = async () => '${name}'`);
    assert.equal((await region.invoke(name)).result, name);
  }
  await region.close();
});

test('beyond the quota of concurrent invocations the answer is TooManyRequestsException', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'wakepatch-pool-'));
  const configuration = { timeout: 3, memorySize: 128, role: '', variables: {} };
  const row = { name: 'f', revision: 'r', configuration } as unknown as FunctionRow;
  const closing = new AbortController();
  const Credentials = { Expiration: new Date(8e15) };
  const outside = {
    dataDir,
    cacheDir: dataDir,
    signal: closing.signal,
    transaction: () => ({ row, code: zip({ 'index.js': '' }), logStream: '', Credentials }),
  } as unknown as Outside;
  const pool = poolOf(outside);
  // None is given back.
  for (let invocation = 1; invocation <= 1000; invocation++) pool.acquire(row).catch(() => {});
  await assert.rejects(pool.acquire(row), {
    code: 'TooManyRequestsException',
    status: 429,
    members: { Type: 'User', Reason: 'ConcurrentInvocationLimitExceeded' },
  });
  closing.abort();
  await rm(dataDir, { recursive: true, maxRetries: 10 });
});
