import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where a Region keeps all that it remembers: `--data`, else $WAKEPATCH_DATA, else the user's data folder (XDG Base Directory). */
export function dataDirOf(option?: string): string {
  const { WAKEPATCH_DATA, XDG_DATA_HOME } = process.env;
  return resolve(option ?? WAKEPATCH_DATA ?? join(XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'wakepatch'));
}

/** Where what can be made again is kept, such as built images: $WAKEPATCH_CACHE, else the user's cache folder. */
export function cacheDir(): string {
  const { WAKEPATCH_CACHE, XDG_CACHE_HOME } = process.env;
  return resolve(WAKEPATCH_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'wakepatch'));
}

/** What a Region keeps in its data directory, and so all that may be removed from it. */
export const regionEntries = [
  'region.sqlite',
  'region.sqlite-wal',
  'region.sqlite-shm',
  'region.json',
  'settings.json',
  'region.log',
  'credentials',
  'console-token',
  'lambda',
  'machines',
];

/** Holds the token of the console that a Region has at its own address. */
export const consoleTokenFile = (dataDir: string): string => join(dataDir, 'console-token');
