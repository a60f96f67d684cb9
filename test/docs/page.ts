/** What a page of the documentation tells people to type. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** The pages under `docs/how-to`, by their names without `.md`. */
export const howTos = (): string[] =>
  globSync('docs/how-to/*.md', { cwd: checkout }).map((file) => file.replace(/^.*\/(.*)\.md$/, '$1'));

/**
 * The blocks of commands of a page, in order. One that cannot be run says why in a comment before it, and is left out.
 * @throws Error when there is none
 */
export function commandsOf(file: string): string[] {
  const text = readFileSync(new URL(file, new URL('../../', import.meta.url)), 'utf8');
  const blocks = [...text.matchAll(/(<!-- not run: .+ -->\n\n)?^```sh\n(.*?)^```$/gms)];
  if (blocks.length === 0) throw new Error(`${file} has no commands`);
  return blocks.filter(([, reason]) => reason === undefined).map(([, , commands = '']) => commands);
}
