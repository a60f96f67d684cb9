import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a Region that runs says of itself, beside its data. */
export interface RegionFile {
  readonly pid: number;
  /** tells this process from a later one of the same number; undefined where the system does not */
  readonly began?: string;
  /** e.g. `http://127.0.0.1:4566` */
  readonly endpoint: string;
  /** e.g. `us-east-1` */
  readonly region: string;
  readonly account: string;
  /** which machines it has, and why */
  readonly machines: string;
}

const fileOf = (dataDir: string) => join(dataDir, 'region.json');

/** The Region that runs on this data now; undefined when none does, also when one died without a word. */
export function runningRegion(dataDir: string): RegionFile | undefined {
  try {
    const file = JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as RegionFile;
    return isAlive(file.pid) && beganAt(file.pid) === file.began ? file : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function writeRegionFile(dataDir: string, file: Omit<RegionFile, 'began'>): void {
  writeFileSync(fileOf(dataDir), `${JSON.stringify({ ...file, began: beganAt(file.pid) }, undefined, 2)}\n`);
}

export function removeRegionFile(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process began, in ticks since the computer's own start (proc_pid_stat(5), starttime): Linux alone says so. */
function beganAt(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name, in parentheses, may hold anything.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch (error) {
    if (/^(ENOENT|ESRCH)$/.test((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
