import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

/** Where a program is on this machine's PATH; undefined if it is not there. */
export function findProgram(name: string): string | undefined {
  // Programs for administrators are often left out of the PATH of everybody else.
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** The programs that are not on this machine, in words: "mmdebstrap (install the package mmdebstrap)". */
export function missingPrograms(packages: Readonly<Record<string, string>>): string | undefined {
  const missing = Object.entries(packages).filter(([program]) => findProgram(program) === undefined);
  if (missing.length === 0) return undefined;
  const names = missing.map(([program]) => program).join(', ');
  const wanted = [...new Set(missing.map(([, debianPackage]) => debianPackage))].join(' ');
  return `${names} not found (Debian: apt-get install ${wanted})`;
}

/**
 * Runs a program of this machine to its end.
 * @param line is told each line of both outputs
 * @returns what it wrote to its standard output
 * @throws Error with its last lines, when it does not end in success
 */
export async function runProgram(
  name: string,
  args: readonly string[],
  options: {
    signal?: AbortSignal | undefined;
    line?: (line: string) => void;
    environment?: Record<string, string>;
    workingDirectory?: string;
  } = {},
): Promise<string> {
  const child = spawn(findProgram(name) ?? name, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.environment },
    cwd: options.workingDirectory,
    signal: options.signal,
  });
  const last: string[] = [];
  const stdout: string[] = [];
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      if (stream === child.stdout) stdout.push(line);
      last.push(line);
      if (last.length > 5) last.shift();
      options.line?.(line);
    });
  }
  const code = await ended;
  if (code !== 0) throw new Error(`${name} ended with ${code ?? child.signalCode}: ${last.join(' | ')}`);
  return stdout.join('\n');
}
