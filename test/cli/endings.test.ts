/** What wakepatch says of itself, and how it ends where there is nothing to speak to. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run } from '../e2e/process.ts';

const program = fileURLToPath(new URL('../../bin/wakepatch', import.meta.url));

test('without a Region, and with one that does not answer, commands end with 3 and say what to do', async (t) => {
  const nowhere = mkdtempSync(join(tmpdir(), 'wakepatch-nowhere-'));
  t.after(() => rmSync(nowhere, { recursive: true }));
  const none = await run(t, ['status', '--data', nowhere]);
  assert.equal(none.code, 3);
  assert.match(none.stderr, /^Error: No Region runs on .*'wakepatch up', or name AWS with --profile or --region\.$/m);
  const keys = { AWS_ACCESS_KEY_ID: 'AKIA0000000000000000', AWS_SECRET_ACCESS_KEY: 'secret', AWS_MAX_ATTEMPTS: '1' };
  const silent = await run(t, ['windows', '--endpoint-url', 'http://127.0.0.1:1', '--region', 'us-east-1'], {
    environment: keys,
  });
  assert.equal(silent.code, 3);
  assert.match(silent.stderr, /^Error: Nothing answers at the endpoint \(.*ECONNREFUSED.*\)\./m);
  const profile = await run(t, ['windows', '--profile', 'nobody'], { environment: { HOME: nowhere } });
  assert.equal(profile.code, 3);
  assert.match(profile.stderr, /There is no profile nobody in .*There is none\.$/m);
});

test('wakepatch itself: help, version, typos', async (t) => {
  const version = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
  assert.deepEqual((await run(t, ['--version'])).stdout, version);
  for (const args of [[], ['--help'], ['-h'], ['help']]) {
    const { code, stdout, stderr } = await run(t, args);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^ {2}why +Tell why an instance/m);
  }
  assert.equal((await run(t, ['help', 'why'])).stdout, (await run(t, ['why', '--help'])).stdout);
  for (const [args, sentence] of [
    [
      ['stauts'],
      /^Error: There is no command stauts\. Did you mean status\? 'wakepatch --help' lists those there are\.$/,
    ],
    [['help', 'stauts'], /Did you mean status\?/],
    [['constructor'], /There is no command constructor\. 'wakepatch --help'/],
    [['--stack', 'x'], /Options stand after the command: wakepatch status --stack$/],
    [['status', '--stakc', 'x'], /There is no option --stakc\. Did you mean --stack\?/],
  ] as const) {
    const { code, stdout, stderr } = await run(t, args);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, sentence);
  }
  const piped = spawnSync('sh', ['-c', `${program} --help | head -1`], { encoding: 'utf8' });
  assert.deepEqual([piped.status, piped.stderr], [0, '']);
});
