import type { InstanceReport } from '../operator/instance-report.ts';

/** A report as lines for people. */
export function reportLines(report: InstanceReport): string[] {
  const { counts } = report;
  return [
    `${report.outcome}  ${report.instanceId} ${report.name}`.trimEnd(),
    `  reason        ${report.reason}`,
    `  instance      ${report.state} now, found ${report.foundState ?? 'unknown'}, awake ${report.awakeSeconds} s`,
    `  execution     ${report.status} since ${report.startedAt}, ${report.executionArn}`,
    ...(report.error ? [`  error         ${report.error}: ${report.cause ?? ''}`] : []),
    `  command       ${report.commandId ?? 'none was sent'}${report.commandStatus ? `, ${report.commandStatus}` : ''}`,
    ...(report.baselineId ? [`  baseline      ${report.baselineId}`, `  snapshot id   ${report.snapshotId}`] : []),
    ...(counts
      ? [
          `  patches       ${counts.installed} installed, ${counts.installedOther} other, ${counts.missing} missing, ${counts.failed} failed`,
        ]
      : []),
    ...report.changes.map((change) => `  ${change}`),
  ];
}
