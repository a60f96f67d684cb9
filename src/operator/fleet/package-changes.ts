/** What changed on a machine between any two of its runs. Pure. */
import type { PackageChange } from '../../maintenance/rules/machine-check.ts';

export interface Between {
  /** packages that are other than before, by name */
  readonly changes: readonly PackageChange[];
  /** how many of the runs between did not tell what they changed */
  readonly untold: number;
}

/**
 * The changes of runs one after the other, taken together: what was upgraded twice is upgraded once, and what came and went
 * has not changed.
 * @param runs the changes of each run after the one and up to the other, the oldest first; undefined: nobody compared
 */
export function together(runs: readonly (readonly PackageChange[] | undefined)[]): Between {
  const all = new Map<string, { from?: string; to?: string }>();
  for (const { name, from, to } of runs.flatMap((changes) => changes ?? [])) {
    const before = all.get(name);
    all.set(name, { from: before ? before.from : from, to });
  }
  return {
    changes: [...all]
      .filter(([, { from, to }]) => from !== to)
      .map(([name, change]) => ({ name, ...change }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    untold: runs.filter((changes) => !changes).length,
  };
}

const upgraded = /^Upgraded: (\S+) (\S+) -> (\S+)/;
const installed = /^Installed: (\S+) (\S+)/;

/** Changes as a patch command printed them, such as `Upgraded: openssl:amd64 3.0.15-1 -> 3.0.17-1`. */
export function changesPrinted(lines: readonly string[]): PackageChange[] {
  return lines.flatMap((line) => {
    const [, name, from, to] = upgraded.exec(line) ?? [];
    if (name) return [{ name, from, to }];
    const [, added, version] = installed.exec(line) ?? [];
    return added ? [{ name: added, to: version }] : [];
  });
}
