/** What the newest run of a fleet told of each machine: read once, however large it is, and kept until there is another. */
import type { Clients } from '../../aws/clients.ts';
import { Failure } from '../failure.ts';
import { remembered } from '../remember.ts';
import { objectsIn } from './evidence.ts';
import type { Reported } from './machine-line.ts';
import { findRun, readReport } from './report.ts';

export interface NewestReport {
  /** the folder of its evidence */
  readonly run: string;
  readonly began?: string;
  readonly ended?: string;
  readonly machines: ReadonlyMap<string, Reported>;
}

const known = new WeakMap<Clients, Map<string, { readonly etag: string; readonly report: NewestReport }>>();

/**
 * Looks for a newer one every ten seconds; undefined while no run has left a report.
 * @param bucket of the evidence
 */
export const newestReport = remembered(10_000, async (clients, bucket): Promise<NewestReport | undefined> => {
  const run = await findRun(clients, bucket).catch((error) => {
    if (error instanceof Failure) return undefined;
    throw error;
  });
  if (run === undefined) return undefined;
  const [object] = await objectsIn(clients, bucket, `${run}/report.json`);
  const reports = known.get(clients) ?? new Map();
  known.set(clients, reports);
  const before = reports.get(bucket);
  if (before && before.etag === object?.etag) return before.report;
  const report = condensed(run, await readReport(clients, bucket, run));
  reports.set(bucket, { etag: object?.etag ?? '', report });
  return report;
});

/** Of a report with thousands of machines, with all their packages, only what a line tells. */
function condensed(run: string, { began, ended, instances }: Awaited<ReturnType<typeof readReport>>): NewestReport {
  const lines = instances.map(({ instanceId, outcome, reason, foundState, leftOn, missing }): [string, Reported] => [
    instanceId,
    { outcome, reason, foundState, leftOn: leftOn && `${leftOn.reason}: ${leftOn.who}`, missing: missing?.length },
  ]);
  return { run, began, ended, machines: new Map(lines) };
}
