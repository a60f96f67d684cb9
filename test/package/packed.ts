/** The package as others get it, and a terminal as others have it. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** A terminal without anything of the checkout: what is found is the package's own, or the system's. */
export function environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const foreign = /^(AWS_|WAKEPATCH_|NODE_|FORCE_COLOR$|npm_(?!config_(cache|registry|userconfig)))/i;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const PATH = process.env.PATH?.split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter);
  return { ...Object.fromEntries(own), PATH, NO_COLOR: '1', ...more };
}

/** Runs a program to its end. @throws Error with what it said, when it fails */
export async function run(
  cwd: string,
  program: string,
  args: readonly string[],
  more?: NodeJS.ProcessEnv,
): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, { cwd, env: environment(more), maxBuffer: 1e8 });
  return stdout;
}

export interface Packed {
  /** an empty folder, with a space in its name */
  readonly folder: string;
  readonly tarball: string;
  /** what the tarball has, as paths from the package's root */
  readonly files: readonly string[];
}

/** Packs the checkout, which builds it. The tarball is gone when the test is over. */
export async function pack(test: Pick<TestContext, 'after'>): Promise<Packed> {
  const base = await mkdtemp(join(tmpdir(), 'wakepatch-package-'));
  test.after(() => rm(base, { recursive: true, force: true, maxRetries: 10 }));
  const folder = join(base, 'somewhere else');
  await mkdir(folder);
  const packed = await run(checkout, 'npm', ['pack', '--json', '--pack-destination', base]);
  const [{ filename, files }] = JSON.parse(packed.slice(packed.indexOf('[\n')));
  return { folder, tarball: join(base, filename), files: files.map(({ path }: { path: string }) => path) };
}
