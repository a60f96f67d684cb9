/** Opening a file in whatever the person has for pages. */
import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Of the platforms that have one; `$BROWSER` comes before it. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['xdg-open'],
  darwin: ['open'],
  win32: ['explorer'],
};

/** A file for a page, in a folder that only this user can read. */
export async function pageFile(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), 'wakepatch-report-')), 'report.html');
}

/** Where nothing opens it, it says where the file is: it is there all the same. */
export async function openInBrowser(file: string): Promise<void> {
  const address = pathToFileURL(resolve(file)).href;
  const [program, ...options] = process.env.BROWSER?.split(' ') ?? openers[process.platform] ?? [];
  const opened = program !== undefined && (await starts(program, [...options, address]));
  console.error(opened ? `Opened ${address}.` : `No browser could be opened here. Open it yourself: ${address}`);
}

/** Whether the program could be started, and did not fail at once. */
function starts(program: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { detached: true, stdio: 'ignore' });
    const settle = (isWell: boolean) => {
      clearTimeout(timer);
      child.unref();
      resolve(isWell);
    };
    // A browser that stays is one that runs.
    const timer = setTimeout(() => settle(true), 3000);
    child.once('error', () => settle(false));
    child.once('exit', (code) => settle(code === 0));
  });
}
