/** The text that Patch Manager leaves in the command's output. */
import { type InstalledPackage, patchName } from './packages.ts';
import type { Patch, PatchCounts } from './states.ts';

/** One patching operation on one instance: what it is made with, settled before it touches the machine. */
export interface PatchOperation {
  readonly operation: 'Scan' | 'Install';
  readonly rebootOption: 'RebootIfNeeded' | 'NoReboot';
  readonly snapshotId: string;
  readonly baselineId: string;
  readonly baselineName: string;
  /** empty without one */
  readonly patchGroup: string;
  /** milliseconds since epoch */
  readonly startedAt: number;
}

export interface PackageChange {
  readonly name: string;
  readonly architecture: string;
  /** undefined when it was not installed before */
  readonly from: string | undefined;
  readonly to: string;
}

/** What has really changed between two looks at the package database. */
export function changesOf(before: readonly InstalledPackage[], after: readonly InstalledPackage[]): PackageChange[] {
  const versions = new Map(before.map((each) => [patchName(each), each.version]));
  return after
    .map((each) => ({
      name: each.name,
      architecture: each.architecture,
      from: versions.get(patchName(each)),
      to: each.version,
    }))
    .filter(({ from, to }) => from !== to);
}

/** `Upgraded: openssl:amd64 3.0.15-1~deb12u1 -> 3.0.17-1~deb12u2` */
export const changeLines = (changes: readonly PackageChange[]): string[] =>
  changes.map(({ name, architecture, from, to }) =>
    from === undefined
      ? `Installed: ${name}:${architecture} ${to}`
      : `Upgraded: ${name}:${architecture} ${from} -> ${to}`,
  );

/** @param endedAt milliseconds since epoch */
export function summaryText(
  instanceId: string,
  operation: PatchOperation,
  counts: PatchCounts,
  patches: readonly Patch[],
  endedAt: number,
): string {
  const rows: [string, string | number][] = [
    ['PatchGroup', operation.patchGroup],
    ['BaselineId', operation.baselineId],
    ['BaselineName', operation.baselineName],
    ['SnapshotId', operation.snapshotId],
    ['RebootOption', operation.rebootOption],
    ['OperationType', operation.operation],
    ['OperationStartTime', new Date(operation.startedAt).toISOString()],
    ['OperationEndTime', new Date(endedAt).toISOString()],
    ...Object.entries(counts),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const attention = patches.filter(({ state }) => state !== 'Installed' && state !== 'InstalledOther');
  return [
    `Patch Summary for ${instanceId}`,
    '',
    ...rows.map(([name, value]) => `${name.padEnd(width)} : ${value}`.trimEnd()),
    '',
    ...attention.map(({ state, title }) => `${state}: ${title}`),
    '',
  ].join('\n');
}
