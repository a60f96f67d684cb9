import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { prepareImage } from './image.ts';

describe('an image that cannot be built', () => {
  const path = process.env.PATH;
  let folder: string;
  let cache: string;
  const mmdebstrapIs = (script: string) =>
    writeFileSync(join(folder, 'mmdebstrap'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wakepatch-image-'));
    cache = join(folder, 'cache');
    process.env.PATH = `${folder}:${path}`;
  });
  afterEach(() => {
    process.env.PATH = path;
    rmSync(folder, { recursive: true });
  });

  test('says why, and leaves nothing in the cache', async () => {
    mmdebstrapIs('echo "E: mirror cannot be reached" >&2; exit 25');
    await assert.rejects(
      prepareImage(cache, () => {}, undefined),
      {
        code: 'ImageBuildFailed',
        message: /^The machine image cannot be built: E: mirror cannot be reached\. See to that, then try again\.$/,
      },
    );
    assert.deepEqual(readdirSync(cache), []);
  });

  test('leaves nothing in the cache when it is interrupted', async () => {
    mmdebstrapIs('echo "I: downloading packages with apt..."; exec sleep 60');
    const interrupt = new AbortController();
    const build = prepareImage(cache, () => interrupt.abort(new Error('interrupted')), interrupt.signal);
    await assert.rejects(build, /^Error: interrupted$/);
    assert.deepEqual(readdirSync(cache), []);
  });
});
