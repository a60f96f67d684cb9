/** What the check of a machine printed. Source: stack/machine-check.ts. */
export interface MachineCheck {
  /** changes with each boot */
  readonly bootId?: string;
  readonly users: readonly string[];
  readonly rebootPending: boolean;
  /** name to version; undefined when the output was cut off, for Run Command keeps 24,000 characters */
  readonly packages?: Readonly<Record<string, string>>;
}

export function parseMachineCheck(output: string): MachineCheck {
  const lines = output.split('\n');
  const end = lines.indexOf('end');
  const [head, packages] = [lines.slice(0, lines.indexOf('packages')), lines.slice(lines.indexOf('packages') + 1, end)];
  const told = (word: string) => head.map((line) => line.split(/\s+/)).filter(([first]) => first === word);
  return {
    bootId: told('boot')[0]?.[1],
    users: [...new Set(told('user').map(([, name = '']) => name))],
    rebootPending: told('reboot').length > 0,
    packages: end < 0 ? undefined : versionsByName(packages),
  };
}

/** A package may be installed in several versions, as kernels are; they come in no order. */
function versionsByName(lines: readonly string[]): Record<string, string> {
  const versions = new Map<string, string[]>();
  for (const [name = '', version = ''] of lines.toSorted().map((line) => line.split(/\s+/)))
    versions.set(name, [...(versions.get(name) ?? []), version]);
  return Object.fromEntries([...versions].map(([name, all]) => [name, all.join(' ')]));
}

/** A package that is other than before; no `from` means installed, no `to` removed. */
export interface PackageChange {
  readonly name: string;
  readonly from?: string;
  readonly to?: string;
}

/** What changed between two checks; undefined when one of them does not tell. */
export function packageChanges(before?: MachineCheck, after?: MachineCheck): PackageChange[] | undefined {
  const [from, to] = [before?.packages, after?.packages];
  if (!from || !to) return undefined;
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .sort()
    .map((name) => ({ name, from: from[name], to: to[name] }))
    .filter((change) => change.from !== change.to);
}
