import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { buildingFolder, markUsed, tidyCache } from './cache.ts';

const now = Date.UTC(2026, 5, 1);
const day = 24 * 3_600_000;

/** A cache with folders of these ages, in days. @returns what is left of it after it was tidied */
function tidied(t: TestContext, ages: Record<string, number>): string[] {
  const cacheDir = mkdtempSync(join(tmpdir(), 'wakepatch-cache-'));
  t.after(() => rmSync(cacheDir, { recursive: true }));
  for (const [name, age] of Object.entries(ages)) {
    mkdirSync(join(cacheDir, name));
    writeFileSync(join(cacheDir, name, 'disk.qcow2'), '');
    utimesSync(join(cacheDir, name), (now - age * day) / 1000, (now - age * day) / 1000);
  }
  tidyCache(cacheDir, now, (line) => assert.fail(line));
  return readdirSync(cacheDir).sort();
}

/** A process that has been and is gone, or never was: beyond the greatest number that Linux gives. */
const nobody = 2 ** 22 + 1;

test('an image goes when nobody has asked for it in a month', (t) => {
  const images = { 'vm-bookworm-0123456789ab': 29, 'vm-bookworm-ba9876543210': 31 };
  assert.deepEqual(tidied(t, images), ['vm-bookworm-0123456789ab']);
});

test('a build goes when it is a day old and its process is gone', (t) => {
  const alive = `building-${process.pid}-abcdef`;
  const builds = {
    [alive]: 40,
    [`building-${nobody}-abcdef`]: 2,
    [`building-${nobody}-fedcba`]: 0.5,
    'building-abcdef': 2,
  };
  assert.deepEqual(tidied(t, builds), [`building-${nobody}-fedcba`, alive].sort());
});

test('what is not ours stays', (t) => {
  const others = { 'vm-bookworm': 400, downloads: 400, 'building-plans': 400 };
  assert.deepEqual(tidied(t, others), Object.keys(others).sort());
});

test('a cache that is not there is tidy', () => tidyCache('/nowhere/cache', now, (line) => assert.fail(line)));

test('a build has a folder by which its process is known, and an image that is wanted is young again', (t) => {
  const cacheDir = mkdtempSync(join(tmpdir(), 'wakepatch-cache-'));
  t.after(() => rmSync(cacheDir, { recursive: true }));
  const build = buildingFolder(cacheDir);
  assert.match(basename(build), new RegExp(`^building-${process.pid}-\\w{6}$`));
  const image = join(cacheDir, 'vm-bookworm-0123456789ab');
  mkdirSync(image);
  markUsed(image, now);
  tidyCache(cacheDir, now + 29 * day, (line) => assert.fail(line));
  assert.deepEqual(readdirSync(cacheDir).sort(), [basename(build), basename(image)]);
});
