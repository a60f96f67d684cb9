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

/** How lines tell of packages, in groups named `name`, `from` and `to`: the first way that an output has is the one that counts. */
const ways: readonly (readonly RegExp[])[] = [
  // The Region's AWS-RunPatchBaseline, after what apt itself says: `Upgraded: openssl:amd64 3.0.15-1 -> 3.0.17-1`.
  [/^Upgraded: (?<name>\S+) (?<from>\S+) -> (?<to>\S+)$/, /^Installed: (?<name>\S+) (?<to>\S+)$/],
  // dpkg, which apt runs: `Unpacking openssl (3.0.17-1) over (3.0.15-1) ...`.
  [
    /^Unpacking (?<name>\S+) \((?<to>[^)\s]+)\) over \((?<from>[^)\s]+)\) \.\.\.$/,
    /^Unpacking (?<name>\S+) \((?<to>[^)\s]+)\) \.\.\.$/,
  ],
];

/**
 * Changes as a patch command printed them, in that order; a package that is named twice, as what it was first and what it is
 * last.
 */
export function changesPrinted(lines: readonly string[]): PackageChange[] {
  return ways.map((way) => changesBy(way, lines)).find(({ length }) => length > 0) ?? [];
}

function changesBy(way: readonly RegExp[], lines: readonly string[]): PackageChange[] {
  const found = new Map<string, PackageChange>();
  for (const line of lines) {
    const { name, from, to } = way.map((each) => each.exec(line)?.groups).find(Boolean) ?? {};
    if (name !== undefined) found.set(name, { name, from: found.get(name)?.from ?? from, to });
  }
  return [...found.values()];
}
