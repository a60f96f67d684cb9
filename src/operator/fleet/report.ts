/** What a run of a fleet came to, read from its evidence. */
import type { Clients } from '../../aws/clients.ts';
import type { Compliance } from '../../maintenance/rules/compliance.ts';
import type { LeftOn } from '../../maintenance/rules/in-use.ts';
import type { PackageChange } from '../../maintenance/rules/machine-check.ts';
import { type Line, type Totals, totalsOf } from '../../maintenance/rules/totals.ts';
import { Failure } from '../failure.ts';
import { foldersIn, objectsIn, readEvidence } from './evidence.ts';

/** An instance in a report: what the plan and its maintenance tell of it. Times are ISO 8601. */
export interface Told extends Line {
  readonly name?: string;
  /** in words: why it was passed over */
  readonly because?: string;
  /** the first error's own words */
  readonly cause?: string;
  readonly foundState?: string;
  readonly leftOn?: LeftOn;
  readonly changes?: readonly PackageChange[];
  /** titles of patches */
  readonly missing?: readonly string[];
  readonly compliance?: Compliance;
  /** when it was last seen to be clean before this run */
  readonly verified?: string;
  /** the patch command, for the output of it */
  readonly commandId?: string;
  readonly startedAt?: string;
  readonly readyAt?: string;
  readonly sentAt?: string;
  readonly patchedAt?: string;
  readonly stoppingAt?: string;
  readonly stoppedAt?: string;
  /** when its record was written */
  readonly now?: string;
}

/** A run's `report.json`, or what can be said of a run that has none. */
export interface Report {
  /** the folder of its evidence */
  readonly run: string;
  readonly began?: string;
  readonly ended?: string;
  readonly selected?: number;
  readonly planned?: number;
  readonly canaries?: number;
  /** what ended the run early */
  readonly problem?: string;
  readonly totals: Totals;
  readonly instances: readonly Told[];
}

/** Enough objects at a time to read thousands of small ones in seconds. */
const atATime = 16;

/**
 * The folder of a run: the one with that execution as its name or ARN, else the newest that has a report.
 * @throws Failure when there is none
 */
export async function findRun(clients: Clients, bucket: string, execution?: string): Promise<string> {
  const days = (await foldersIn(clients, bucket, 'runs/')).reverse();
  const find = execution ? () => named(clients, bucket, days, execution) : () => newest(clients, bucket, days);
  const found = await find();
  if (found) return found;
  throw new Failure(
    execution
      ? `The bucket ${bucket} has no evidence of a run ${execution}. 'wakepatch status' names those under way.`
      : `No run has left a report in the bucket ${bucket} yet. Begin with 'wakepatch run'.`,
  );
}

async function named(clients: Clients, bucket: string, days: readonly string[], execution: string) {
  const name = execution.split(/[:/]/).at(-1);
  for (const day of days) {
    const [any] = await objectsIn(clients, bucket, `${day}${name}/`);
    if (any) return `${day}${name}`;
  }
  return undefined;
}

/** By when the report was written: the names of executions tell no order. */
async function newest({ s3, ...clients }: Clients, Bucket: string, days: readonly string[]) {
  for (const day of days) {
    const runs = await foldersIn({ s3, ...clients }, Bucket, day);
    const reports = await Promise.all(
      runs.map(async (run) => {
        const { Contents: [report] = [] } = await s3.listObjectsV2({ Bucket, Prefix: `${run}report.json`, MaxKeys: 1 });
        return { run: run.slice(0, -1), at: report?.LastModified?.getTime() };
      }),
    );
    const [last] = reports.filter(({ at }) => at !== undefined).sort((a, b) => (b.at ?? 0) - (a.at ?? 0));
    if (last) return last.run;
  }
  return undefined;
}

/** Reads a run's report; of a run that wrote none (it is under way, or was ended) what its instances left is gathered. */
export async function readReport(clients: Clients, bucket: string, run: string): Promise<Report> {
  const text = await readEvidence(clients, bucket, `${run}/report.json`);
  if (text !== undefined) return { run, ...JSON.parse(text) };
  const plan = JSON.parse((await readEvidence(clients, bucket, `${run}/plan.json`)) ?? '{}');
  const records = await objectsIn(clients, bucket, `${run}/instances/`);
  const keys = records.map(({ key }) => key);
  const instances = await readInstances(clients, bucket, keys);
  const { began, selected, planned, canaries } = plan;
  return { run, began, selected, planned, canaries, totals: totalsOf(instances), instances };
}

/** The records of maintenances, as their InstanceReleaser wrote them; until it does, their reason is `Unfinished`. */
export async function readInstances(clients: Clients, bucket: string, keys: readonly string[]): Promise<Told[]> {
  const told: Told[] = [];
  for (let at = 0; at < keys.length; at += atATime) {
    const texts = keys.slice(at, at + atATime).map((key) => readEvidence(clients, bucket, key));
    told.push(...(await Promise.all(texts)).map((text) => JSON.parse(text ?? 'null') as Told));
  }
  return told;
}

/** A report over instances whose executions were started one by one. */
export function reportOver(run: string, instances: readonly Told[]): Report {
  return { run, totals: totalsOf(instances), instances };
}
