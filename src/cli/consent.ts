import { createInterface } from 'node:readline/promises';
import { Failure } from '../operator/failure.ts';

/**
 * Asks a person at the terminal; where there is none, nobody can consent, and so it must have been said on the command line.
 * @throws Failure unless a person says yes
 */
export async function consent(question: string, nothing: string): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new Failure(`${question} There is no terminal to ask at: say --yes.`, 'usage');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  // Ctrl-C and Ctrl-D close it, and mean no.
  terminal.once('SIGINT', () => terminal.close());
  const answer = await Promise.race([terminal.question(`${question} [y/N] `), closed]);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new Failure(nothing, 'usage');
}
