import { csv, type Line, totalsOf } from '../rules/totals.ts';
import { getEvidence, instanceEvidence, putEvidence, runFolder } from './evidence.ts';
import type { RunEvent } from './maintenance.ts';
import { publish, putEvent } from './tell.ts';

/** The columns of the table. */
const COLUMNS = [
  ...['instanceId', 'name', 'outcome', 'reason', 'error', 'foundState', 'leftOn', 'awakeSeconds'],
  ...['startedAt', 'readyAt', 'sentAt', 'patchedAt', 'stoppingAt', 'stoppedAt'],
  ...['commandId', 'baselineId', 'snapshotId', 'compliance', 'changes', 'missing', 'verified', 'stale'],
];

interface Plan {
  members: { instanceId: string; admitted: boolean; reason?: string }[];
}

/**
 * FleetReporter: gathers the evidence of a run into a report, as JSON and as CSV beside it, and tells of it. An instance
 * that the run never came to is `Skipped`, `RunStopped`. Answers with `{ run, totals, failed }`.
 */
export const handler = async (event: RunEvent & { run: string; problem?: string }) => {
  const run = runFolder(event);
  const { members, ...plan } = await getEvidence<Plan>(`${run}/plan.json`);
  const told = new Map((await instanceEvidence(run)).map((line) => [line.instanceId, line]));
  const lines: Line[] = members.map((member) => ({
    ...member,
    outcome: 'Skipped',
    reason: member.reason ?? 'RunStopped',
    ...told.get(member.instanceId),
  }));
  const totals = totalsOf(lines);
  const { Skipped: _s, Patched: _p, AlreadyCompliant: _a, ...failures } = totals.outcomes;
  const failed = Object.values(failures).some((count) => count > 0);
  const report = { ...plan, ended: event.now, problem: event.problem, totals, instances: lines };
  await putEvidence(`${run}/report.json`, JSON.stringify(report));
  await putEvidence(`${run}/report.csv`, csv(lines, COLUMNS), 'text/csv');
  await putEvent('Run Ended', { run, totals, failed, problem: event.problem });
  const text = Object.entries(totals.outcomes).map(([outcome, count]) => `${outcome}: ${count}\n`);
  await publish(`wakepatch: ${failed ? 'trouble' : 'all well'}`, `${text.join('')}${event.problem ?? ''}\n${run}`);
  return { run, totals, failed };
};
