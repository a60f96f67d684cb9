/** wakepatch at a terminal: `script` gives it one, and writes down all that it shows. */
import { spawn } from 'node:child_process';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/wakepatch', import.meta.url));

/** Milliseconds: longer than anything here takes, so that a question that nobody answers fails by itself. */
const longest = 180_000;

export interface Shown {
  readonly code: number | null;
  /** everything, with the sequences that move the cursor and change colours */
  readonly text: string;
}

/**
 * @param answers what the person types: each once the terminal shows its pattern
 * @param environment besides that of this process, of which nothing of AWS is handed on
 */
export async function atTerminal(
  test: Pick<TestContext, 'after'>,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  answers: readonly (readonly [RegExp, string])[] = [],
): Promise<Shown> {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(AWS_|WAKEPATCH_DATA$|NO_COLOR$|FORCE_COLOR$)/.test(name),
  );
  const command = [program, ...args].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qec', `stty cols 120 rows 30; ${command}`, '/dev/null'], {
    env: { ...Object.fromEntries(own), TERM: 'xterm', ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  test.after(() => void child.kill('SIGKILL'));
  let text = '';
  const open = [...answers];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    const [next] = open;
    if (!next?.[0].test(text)) return;
    open.shift();
    child.stdin.write(next[1]);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error(`It goes on and on:\n${text}`)), longest);
    child.once('close', (ended) => {
      clearTimeout(patience);
      resolve(ended);
    });
  });
  return { code, text };
}
