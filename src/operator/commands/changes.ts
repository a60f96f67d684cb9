/** What a command's output says of packages. Pure. */
import type { PackageChange } from '../../maintenance/rules/machine-check.ts';

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

/** In the order in which they were printed; a package that is named twice, as what it was first and what it is last. */
export function changesIn(output: string): PackageChange[] {
  const lines = output.split(/\r?\n/);
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

/** The patch summary that AWS-RunPatchBaseline prints: `BaselineId : pb-…`, line by line. */
export function patchSummaryIn(output: string): { readonly name: string; readonly value: string }[] {
  const [, after = ''] = output.split(/^Patch Summary for \S+$/m);
  return [...after.matchAll(/^([A-Za-z]+)[ \t]+:[ \t]*(.*)$/gm)].map(([, name = '', value = '']) => ({
    name,
    value: value.trim(),
  }));
}
