/** The runs of a fleet, the newest first, from their evidence: it outlives what Step Functions keeps. */

import { NoSuchKey } from '@aws-sdk/client-s3';
import { ExecutionDoesNotExist, type ExecutionListItem, paginateListMapRuns } from '@aws-sdk/client-sfn';
import type { Clients } from '../../aws/clients.ts';
import { lineOfReport, noOutcomes, type RunLine, statusOf } from '../run-line.ts';
import type { FleetOutputs } from '../stack.ts';
import { foldersIn, readEvidence } from './evidence.ts';
import type { Plan } from './plan.ts';
import { readReport } from './report.ts';

export interface RunPage {
  /** the newest first */
  readonly runs: readonly RunLine[];
  /** where to go on; undefined at the end */
  readonly older?: string;
}

/** Runs of whole days are a page, until there are so many of them. */
const enough = 40;
const atATime = 8;
/** Milliseconds for which a report is not asked for again: it changes only when its execution is redriven. */
const stands = 10 * 60_000;

interface Kept {
  readonly line: RunLine;
  readonly etag?: string;
  /** milliseconds of the monotonic clock */
  readonly readAt: number;
}

/** @returns reads a page of runs; what it read once it keeps */
export function runList(clients: Clients, outputs: FleetOutputs): (before?: string) => Promise<RunPage> {
  const { EvidenceBucketName: bucket, PatchFleetArn, PatchInstanceArn } = outputs;
  const kept = new Map<string, Kept>();
  const planned = new Map<string, number>();

  async function lineOf(folder: string): Promise<RunLine | undefined> {
    const run = folder.replace(/\/$/, '');
    const known = kept.get(run);
    if (known && performance.now() - known.readAt < stands) return known.line;
    const read = (await fromReport(run, known)) ?? (await withoutReport(run));
    if (read && read.line.status !== 'RUNNING') kept.set(run, read);
    return read?.line;
  }

  async function fromReport(run: string, known: Kept | undefined): Promise<Kept | undefined> {
    const readAt = performance.now();
    try {
      const { Body, ETag } = await clients.s3.getObject({
        Bucket: bucket,
        Key: `${run}/report.json`,
        IfNoneMatch: known?.etag,
      });
      const report = { run, ...JSON.parse((await Body?.transformToString()) ?? '{}') };
      return { line: lineOfReport(report, statusOf(report)), etag: ETag, readAt };
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      if (known && (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 304)
        return { ...known, readAt };
      throw error;
    }
  }

  /** How many instances a run is about, from its plan: that is written once. */
  async function plannedIn(run: string): Promise<number | undefined> {
    const known = planned.get(run);
    if (known !== undefined) return known;
    const text = await readEvidence(clients, bucket, `${run}/plan.json`);
    if (text === undefined) return undefined;
    const { selected } = JSON.parse(text) as Plan;
    planned.set(run, selected);
    return selected;
  }

  /** A run that is under way or was cut off, or the maintenance of a single instance. */
  async function withoutReport(run: string): Promise<Kept> {
    const name = run.split('/').at(-1) ?? '';
    const readAt = performance.now();
    const fleet = await execution(clients, PatchFleetArn, name);
    if (fleet?.status === 'RUNNING') return { line: await runningLine(clients, fleet, await plannedIn(run)), readAt };
    const report = await readReport(clients, bucket, run);
    if (fleet || report.began !== undefined) {
      const { startDate, stopDate, status = 'FORGOTTEN', error } = fleet ?? {};
      const began = startDate?.toISOString() ?? report.began ?? '';
      const line = lineOfReport({ ...report, began, ended: stopDate?.toISOString(), problem: error }, status);
      return { line, readAt };
    }
    const single = await execution(clients, PatchInstanceArn, name);
    const [told] = report.instances;
    const began = single?.startDate?.toISOString() ?? String(told?.began ?? '');
    const line: RunLine = {
      ...lineOfReport({ ...report, began }, single?.status ?? 'FORGOTTEN'),
      kind: 'machine',
      instanceId: told?.instanceId,
      total: report.instances.length,
      ended: single?.stopDate?.toISOString(),
    };
    return { line, readAt };
  }

  /** Those that have no evidence: they have just begun, or ended before there was a plan. */
  async function withoutFolder(known: ReadonlySet<string>): Promise<RunLine[]> {
    const { executions = [] } = await clients.states.listExecutions({ stateMachineArn: PatchFleetArn, maxResults: 50 });
    const missing = executions.filter(({ name = '' }) => !known.has(name));
    return Promise.all(
      missing.map(async (one) => {
        if (one.status === 'RUNNING') return runningLine(clients, one, undefined);
        const { error } = await clients.states.describeExecution({ executionArn: one.executionArn });
        return { ...bareLine(one), problem: error };
      }),
    );
  }

  return async (before) => {
    const days = (await foldersIn(clients, bucket, 'runs/')).reverse();
    const runs: RunLine[] = [];
    let older: string | undefined;
    for (const day of days.filter((one) => before === undefined || one < before)) {
      if (runs.length >= enough) break;
      const folders = await foldersIn(clients, bucket, day);
      for (let at = 0; at < folders.length; at += atATime)
        runs.push(
          ...(await Promise.all(folders.slice(at, at + atATime).map(lineOf))).filter((line) => line !== undefined),
        );
      older = day;
    }
    if (before === undefined) {
      const since = older?.replace(/^runs\/|\/$/g, '') ?? '';
      const others = await withoutFolder(new Set(runs.map(({ name }) => name)));
      // What is older than this page has its evidence on a later one.
      runs.push(...others.filter(({ began }) => began >= since));
    }
    runs.sort((a, b) => b.began.localeCompare(a.began));
    return { runs, older: older === days.at(-1) ? undefined : older };
  };
}

async function execution({ states }: Clients, machineArn: string, name: string) {
  try {
    const executionArn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    return await states.describeExecution({ executionArn });
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return undefined;
    throw error;
  }
}

function bareLine({ name = '', status, startDate, stopDate }: Partial<ExecutionListItem>): RunLine {
  const began = startDate?.toISOString() ?? '';
  const ended = stopDate?.toISOString();
  return { name, kind: 'fleet', status: status ?? '', began, ended, outcomes: noOutcomes, awakeHours: 0, packages: 0 };
}

/** Of a run that is under way the counts of its Maps tell, for one request each: the canaries' and the one of the rest. */
async function runningLine(
  { states: client }: Clients,
  one: Partial<ExecutionListItem>,
  total: number | undefined,
): Promise<RunLine> {
  let [done, working] = [0, 0];
  const { executionArn } = one;
  for await (const { mapRuns = [] } of paginateListMapRuns({ client }, { executionArn }))
    for (const { mapRunArn } of mapRuns) {
      const { executionCounts } = await client.describeMapRun({ mapRunArn });
      working += executionCounts?.running ?? 0;
      const { succeeded = 0, failed = 0, timedOut = 0, aborted = 0 } = executionCounts ?? {};
      done += succeeded + failed + timedOut + aborted;
    }
  return { ...bareLine(one), total, working, done };
}
