/** What the README tells people to type. */
import { readFileSync } from 'node:fs';

export const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

/** A headed part of the walk-through. */
export interface Step {
  /** as the heading has it, e.g. `1. Start a Region` */
  readonly title: string;
  /** what the fenced `sh` blocks under it say */
  readonly commands: string;
}

/** The steps of the walk-through, each with its commands, in order. */
export function walkThrough(): Step[] {
  return between('<!-- walk-through', '<!-- end of the walk-through -->')
    .split(/^### /m)
    .slice(1)
    .map((part) => ({ title: part.slice(0, part.indexOf('\n')), commands: commandsIn(part).join('\n') }));
}

/** The blocks of commands that are meant for AWS itself. */
export const commandsForAws = (): string[] => commandsIn(between('<!-- on AWS', '<!-- end of on AWS -->'));

/** The blocks of commands about fleets. */
export const commandsForFleets = (): string[] => commandsIn(between('<!-- fleets', '<!-- end of fleets -->'));

/** The blocks of commands about the package: one in the checkout, one elsewhere. */
export const commandsForPackage = (): string[] => commandsIn(between('<!-- package', '<!-- end of package -->'));

/** The rows of the table of commands: `[name, description]`. */
export const tableOfCommands = (): string[][] =>
  [...between('\n## The command line', '\n## ').matchAll(/^\| `([\w-]+)` \| (.+) \|$/gm)].map((row) => row.slice(1));

function commandsIn(markdown: string): string[] {
  return [...markdown.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, commands = '']) => commands);
}

/** @throws Error when the README has no such part, so that a test cannot pass by having nothing to run */
function between(begin: string, end: string): string {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end, from + begin.length);
  if (from < 0 || to < 0) throw new Error(`README.md has no part from '${begin}' to '${end}'`);
  return readme.slice(from, to);
}
