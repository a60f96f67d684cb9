/**
 * The Region through boto3: the cases of `boto3/test_*.py`, against a Region with simulated machines in real time, since
 * boto3 waits by the wall clock.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { TestRegion } from '../region.ts';
import { openQuickRegion } from './quick-region.ts';

const folder = fileURLToPath(new URL('boto3/', import.meta.url));

let region: TestRegion;
before(async () => {
  region = await openQuickRegion();
});
after(() => region.close());

/** Runs the cases of a file. @returns its exit code, and what unittest says of each case */
async function unittest(name: string): Promise<{ code: number; report: string }> {
  const { accessKeyId, secretAccessKey } = region.region.credentials;
  const env = {
    PATH: process.env.PATH,
    HOME: region.dataDir,
    PYTHONDONTWRITEBYTECODE: '1',
    REGION_ENDPOINT: region.endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_DEFAULT_REGION: 'us-east-1',
  };
  // Debian's own Python, which has python3-boto3: there may be another on the PATH.
  const child = spawn('/usr/bin/python3', ['-W', 'ignore::ResourceWarning', '-m', 'unittest', '-v', name], {
    cwd: folder,
    env,
  });
  const [report, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  return { code, report };
}

describe('through boto3', { concurrency: 2 }, () => {
  for (const file of globSync('test_*.py', { cwd: folder }).sort()) {
    const name = basename(file, '.py');
    test(name.slice('test_'.length).replaceAll('_', ' '), async () => {
      const { code, report } = await unittest(name);
      assert.equal(code, 0, report);
      assert.match(report, /^Ran [1-9]/m);
    });
  }
});
