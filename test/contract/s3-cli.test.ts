/** S3 as people use it from the command line: `aws s3` and `aws s3api`. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import type { TestRegion } from '../region.ts';
import { openQuickRegion } from './quick-region.ts';

let region: TestRegion;
before(async () => {
  region = await openQuickRegion();
});
after(() => region.close());

/** @returns what the AWS CLI (Debian's) says, and how it ended */
async function aws(...args: string[]): Promise<{ code: number; out: string; message: string }> {
  const { accessKeyId, secretAccessKey } = region.region.credentials;
  const child = spawn('/usr/bin/aws', ['--endpoint-url', region.endpoint, '--output', 'json', ...args], {
    cwd: region.dataDir,
    env: {
      PATH: process.env.PATH,
      LC_ALL: 'C.UTF-8',
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    },
  });
  const [out, message, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code, out, message: message.trim() };
}

test('files go up, are listed, come down and are removed', async () => {
  const file = (name: string) => join(region.dataDir, name);
  await writeFile(file('report.txt'), 'evidence\n');
  assert.equal((await aws('s3', 'mb', 's3://evidence')).code, 0);
  const up = await aws('s3', 'cp', file('report.txt'), 's3://evidence/run 1/rëport.txt');
  assert.equal(up.code, 0, up.message);
  assert.match((await aws('s3', 'ls', 's3://evidence')).out, /^ +PRE run 1\/$/m);
  assert.match((await aws('s3', 'ls', '--recursive', 's3://evidence')).out, / 9 run 1\/rëport\.txt$/m);
  const down = await aws('s3', 'cp', 's3://evidence/run 1/rëport.txt', file('down.txt'));
  assert.equal(down.code, 0, down.message);
  assert.equal(await readFile(file('down.txt'), 'utf8'), 'evidence\n');
  const moved = await aws('s3', 'mv', 's3://evidence/run 1/rëport.txt', 's3://evidence/moved');
  assert.equal(moved.code, 0, moved.message);
  assert.equal((await aws('s3', 'rb', 's3://evidence', '--force')).code, 0);
  assert.equal((await aws('s3', 'ls')).out, '');
});

test('a folder is kept in step', async () => {
  await aws('s3', 'mb', 's3://folder');
  const file = join(region.dataDir, 'synced.log');
  await writeFile(file, 'one');
  // S3 tells times to the second: what was written within it would seem newer than its copy.
  await utimes(file, 0, 0);
  const only = ['--exclude', '*', '--include', 'synced.log'];
  const first = await aws('s3', 'sync', region.dataDir, 's3://folder', ...only);
  assert.match(first.out, /upload: .*synced\.log/);
  assert.doesNotMatch((await aws('s3', 'sync', region.dataDir, 's3://folder', ...only)).out, /upload/);
});

test('s3api speaks of buckets and objects', async () => {
  await aws('s3api', 'create-bucket', '--bucket', 'api');
  await writeFile(join(region.dataDir, 'body'), 'hello');
  const put = await aws(
    's3api',
    'put-object',
    '--bucket',
    'api',
    '--key',
    'k',
    '--body',
    'body',
    '--checksum-algorithm',
    'SHA256',
  );
  assert.equal(JSON.parse(put.out).ChecksumSHA256, 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=');
  const head = JSON.parse((await aws('s3api', 'head-object', '--bucket', 'api', '--key', 'k')).out);
  assert.deepEqual([head.ContentLength, head.ServerSideEncryption], [5, 'AES256']);
  const block = JSON.parse((await aws('s3api', 'get-public-access-block', '--bucket', 'api')).out);
  assert.equal(block.PublicAccessBlockConfiguration.BlockPublicPolicy, true);
  const missing = await aws('s3api', 'get-object', '--bucket', 'api', '--key', 'no', 'x');
  assert.equal(
    missing.message,
    'An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.',
  );
});

test('a presigned URL gives an object to whoever has it, for its time', async () => {
  await region.clients.s3.createBucket({ Bucket: 'presigned' });
  await region.clients.s3.putObject({ Bucket: 'presigned', Key: 'a b/ü.txt', Body: 'evidence' });
  const presign = (...more: string[]) => aws('s3', 'presign', 's3://presigned/a b/ü.txt', ...more);
  const url = (await presign()).out.trim();
  const answer = await fetch(url);
  assert.deepEqual([answer.status, await answer.text()], [200, 'evidence']);

  const altered = await fetch(url.replace('.txt', '.csv'));
  assert.deepEqual([altered.status, /<Code>SignatureDoesNotMatch</.test(await altered.text())], [403, true]);
  assert.equal((await fetch(url, { method: 'DELETE' })).status, 403);
  const past = url.replace(/X-Amz-Date=\d{8}/, 'X-Amz-Date=20200101');
  assert.match(await (await fetch(past)).text(), /<Code>AccessDenied<\/Code><Message>Request has expired</);
  const forEver = url.replace('X-Amz-Expires=3600', 'X-Amz-Expires=700000');
  assert.match(await (await fetch(forEver)).text(), /AuthorizationQueryParametersError/);
});
