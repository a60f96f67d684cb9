import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** One bash, as a person has it open: what one command sets, the next one finds. */
export interface Shell {
  /**
   * Runs commands, up to the first that fails.
   * @returns what they wrote to standard output
   * @throws Error with everything that they said, when one fails; the shell has ended then
   */
  run(commands: string): Promise<string>;
  close(): Promise<void>;
}

const over = '--- these commands are over ---';

export function openShell(cwd: string, env: NodeJS.ProcessEnv): Shell {
  const bash = spawn('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail'], { cwd, env });
  const ended = once(bash, 'close');
  const lines = createInterface({ input: bash.stdout })[Symbol.asyncIterator]();
  let complaints = '';
  bash.stderr.setEncoding('utf8').on('data', (text) => {
    complaints += text;
  });
  // Writing to a bash that has ended fails; that it has ended is told by its output.
  bash.stdin.on('error', () => {});

  return {
    async run(commands) {
      complaints = '';
      let output = '';
      bash.stdin.write(`${commands}\necho '${over}'\n`);
      for (;;) {
        const { value: line, done } = await lines.next();
        if (line === over) return output;
        if (done) break;
        output += `${line}\n`;
      }
      await ended;
      throw new Error(`This failed:\n${commands}\n${output}${complaints}`);
    },
    async close() {
      bash.stdin.end();
      await ended;
    },
  };
}
