/** wakepatch as people run it: `bin/wakepatch` in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/wakepatch', import.meta.url));

/** A process, what it has said so far, and its end. */
export interface Process {
  readonly child: ChildProcess;
  /** lines */
  readonly stdout: string[];
  readonly stderr: string[];
  /** Resolves with the exit code, or the signal that ended it, once all that it said was read. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** The first line of either output that matches, said already or yet to come. @throws Error when it ends without */
  said(pattern: RegExp): Promise<string>;
}

interface Given {
  /** replaces variables of this process's environment; undefined takes one away */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Nothing of the developer's own AWS or wakepatch settings reaches the process. */
function environmentOf(given: Given['environment']): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(AWS_|WAKEPATCH_DATA$|FORCE_COLOR$)/.test(name));
  return { ...Object.fromEntries(own), NO_COLOR: '1', ...given };
}

/** Starts `wakepatch` with these arguments. Whatever is left of it when the test is over is killed. */
export function wakepatch(test: Pick<TestContext, 'after'>, args: readonly string[], given: Given = {}): Process {
  const child = spawn(program, args, {
    env: environmentOf(given.environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  test.after(() => void child.kill('SIGKILL'));
  const stdout: string[] = [];
  const stderr: string[] = [];
  const listeners = new Set<() => void>();
  let over = false;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  for (const [stream, lines] of [
    [child.stdout, stdout],
    [child.stderr, stderr],
  ] as const)
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      tell();
    });
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      over = true;
      tell();
      resolve(code ?? signal ?? 0);
    });
  });
  const said = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = [...stdout, ...stderr].find((line) => pattern.test(line));
        if (found === undefined && !over) return;
        listeners.delete(look);
        if (found !== undefined) resolve(found);
        else reject(new Error(`It ended without saying ${pattern}:\n${[...stdout, ...stderr].join('\n')}`));
      };
      listeners.add(look);
      look();
    });
  return { child, stdout, stderr, ended, said };
}

/** What a command came to. */
export interface Ended {
  readonly code: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `wakepatch` with these arguments to its end. */
export async function run(
  test: Pick<TestContext, 'after'>,
  args: readonly string[],
  given: Given = {},
): Promise<Ended> {
  const { ended, stdout, stderr } = wakepatch(test, args, given);
  return { code: await ended, stdout: stdout.join('\n'), stderr: stderr.join('\n') };
}
