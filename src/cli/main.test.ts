import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

function version(cache: string) {
  const env = { ...process.env, WAKEPATCH_CACHE: cache, NODE_COMPILE_CACHE: undefined };
  return spawnSync(process.execPath, [main, '--version'], { env, encoding: 'utf8' });
}

describe('what was compiled', () => {
  test('is kept in the cache folder for the next start', (t) => {
    const cache = mkdtempSync(join(tmpdir(), 'wakepatch-compiled-'));
    t.after(() => rmSync(cache, { recursive: true }));
    const first = version(cache);
    const kept = () => readdirSync(join(cache, 'compiled'), { recursive: true }).length;
    const files = kept();
    assert.ok(files > 2, `${files} files are kept`);
    assert.deepEqual([version(cache).stdout, kept()], [first.stdout, files]);
  });

  test('is done without where it cannot be kept', () => {
    const { status, stdout, stderr } = version(join(devNull, 'nowhere'));
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
  });
});
