/** Starting and stopping the process of a Region, and finding the one there is. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { isAlive, runningRegion } from '../aws/region-file.ts';
import { Failure } from '../operator/failure.ts';
import { poll } from '../operator/poll.ts';

// Beside this file, and as it: TypeScript in a checkout, JavaScript in a package.
const main = fileURLToPath(new URL(`main${extname(import.meta.url)}`, import.meta.url));

export const logFile = (dataDir: string): string => join(dataDir, 'region.log');

/** Starts a Region that outlives this process, its words in a file beside its data. @throws Failure with its last words */
export async function startInBackground(dataDir: string, args: readonly string[]): Promise<void> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const log = openSync(logFile(dataDir), 'a', 0o600);
  const child = spawn(process.execPath, [main, 'up', '--foreground', '--data', dataDir, ...args], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  await poll(async () => {
    if (ended) throw new Failure(`The Region did not start: ${lastLine(logFile(dataDir))}`);
    return runningRegion(dataDir)?.pid === child.pid ? true : undefined;
  });
  child.unref();
}

/** A Region that lives as long as this process wants it to. */
export interface ForegroundRegion {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * Starts a Region as a child of this process.
 * @param onLine is told each line that it says to its operator
 * @throws Failure with its last words
 */
export async function startAsChild(
  dataDir: string,
  args: readonly string[],
  onLine: (line: string) => void,
): Promise<ForegroundRegion> {
  // A group of its own: Ctrl-C reaches this process alone, which then puts the machines back and ends the Region itself.
  const child = spawn(process.execPath, [main, 'up', '--foreground', '--data', dataDir, ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let last = '';
  createInterface({ input: child.stderr }).on('line', (said) => {
    const line = stripVTControlCharacters(said);
    last = line;
    if (!line.startsWith('Error: ')) onLine(line);
  });
  const endpoint = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('close', () => reject(new Failure(last.replace(/^Error: /, ''))));
  });
  return { endpoint, stop: () => stopChild(child) };
}

function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.kill('SIGTERM');
  return ended;
}

/** Ends the Region that runs on this data. @returns false where none does */
export async function stopRunning(dataDir: string): Promise<boolean> {
  const region = runningRegion(dataDir);
  if (!region) return false;
  process.kill(region.pid, 'SIGTERM');
  await poll(async () => (isAlive(region.pid) ? undefined : true));
  return true;
}

function lastLine(file: string): string {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return stripVTControlCharacters(lines.at(-1) ?? '').replace(/^Error: /, '');
}
