/** A line as people type it, in a shell of its own. */
import { spawn } from 'node:child_process';

export interface Done {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param environment all that the shell has */
export function inShell(line: string, environment: Readonly<Record<string, string>>, folder: string): Promise<Done> {
  const child = spawn('bash', ['--norc', '-o', 'pipefail', '-c', line], { cwd: folder, env: environment });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}
