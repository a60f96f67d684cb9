import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a Region that runs says of itself, beside its data. */
export interface RegionFile {
  readonly pid: number;
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
    return isAlive(file.pid) ? file : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function writeRegionFile(dataDir: string, file: RegionFile): void {
  writeFileSync(fileOf(dataDir), `${JSON.stringify(file, undefined, 2)}\n`);
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
