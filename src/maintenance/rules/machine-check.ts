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
  const lines = output.split(/\r?\n/);
  const after = (word: string) => lines.slice(lines.indexOf(word) + 1);
  const before = (word: string, some = lines) => some.slice(0, Math.max(0, some.indexOf(word)));
  const head = before('users');
  return {
    bootId: head.find((line) => line.startsWith('boot '))?.slice('boot '.length),
    // As `who` lists them: a line for each terminal, the name first.
    users: [...new Set(before('packages', after('users')).map((line) => line.split(/\s+/)[0] ?? ''))],
    rebootPending: head.includes('reboot'),
    packages: lines.includes('end') ? versionsByName(before('end', after('packages'))) : undefined,
  };
}

/** A name may have spaces in it, as those of Windows' programs have; a version has none. */
function nameAndVersion(line: string): string[] {
  const at = line.trimEnd().search(/\s+\S+$/);
  return [line.slice(0, at), line.slice(at).trim()];
}

/** A package may be installed in several versions, as kernels are; they come in no order. */
function versionsByName(lines: readonly string[]): Record<string, string> {
  const versions = new Map<string, string[]>();
  for (const [name = '', version = ''] of lines.toSorted().map(nameAndVersion))
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
