/** The folder of built images. A build has a folder of its own beside them, which becomes the image when it is complete. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

const day = 24 * 3_600_000;

/** Milliseconds after which what nobody has touched may go: an image, a build. */
const kept = { image: 30 * day, build: day };

/** Makes the folder of a build. It is the builder's to remove; if it cannot, `tidyCache` does it some day. */
export function buildingFolder(cacheDir: string): string {
  mkdirSync(cacheDir, { recursive: true });
  return mkdtempSync(join(cacheDir, `building-${process.pid}-`));
}

/** @param folder of an image that is wanted now @param now milliseconds since epoch */
export function markUsed(folder: string, now: number): void {
  utimesSync(folder, now / 1000, now / 1000);
}

/**
 * Removes images that nobody has asked for in a month (a machine has a disk of its own, and what is wanted again is built
 * again), and builds that ended in the middle: a day old, and their process is gone. A live one is never touched.
 * @param now milliseconds since epoch
 * @param progress is told what cannot be removed: that is in nobody's way
 */
export function tidyCache(cacheDir: string, now: number, progress: (line: string) => void): void {
  for (const name of existsSync(cacheDir) ? readdirSync(cacheDir) : []) {
    const folder = join(cacheDir, name);
    try {
      if (isForgotten(name, now - statSync(folder).mtimeMs)) rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') progress(`${folder} stays: ${(error as Error).message}`);
    }
  }
}

/** @param age milliseconds */
function isForgotten(name: string, age: number): boolean {
  if (/^vm-\w+-[0-9a-f]{12}$/.test(name)) return age > kept.image;
  const build = /^building-(?:(\d+)-)?\w{6}$/.exec(name);
  if (build === null || age <= kept.build) return false;
  const [, builder] = build; // not in the names of older versions
  return builder === undefined || !existsSync(`/proc/${builder}`);
}
