/** Following executions of a fleet's state machines: a line for each change of each instance, and how far it has come. */

import type { Clients } from '../../aws/clients.ts';
import { isFailure } from '../../maintenance/rules/outcome.ts';
import { objectsIn, readEvidence } from '../../operator/fleet/evidence.ts';
import { instanceOf, phaseOf, underWay } from '../../operator/fleet/executions.ts';
import type { Member, Plan } from '../../operator/fleet/plan.ts';
import { readInstances, type Told } from '../../operator/fleet/report.ts';
import { poll } from '../../operator/poll.ts';
import { plain } from '../plain.ts';

/**
 * So many instances under way are looked at one by one: GetExecutionHistory takes some twenty requests a second. What is
 * beyond is told of when it has ended.
 */
const mostWatched = 20;

export interface Listener {
  /** Something changed for an instance. */
  line(text: string): void;
  /** How far all of it has come. */
  count(text: string): void;
}

type Named = Pick<Member, 'instanceId' | 'name'>;

/** How an execution ended. */
export interface End {
  readonly status: string;
  readonly error?: string;
  readonly cause?: string;
}

/** What is followed: where the evidence appears, who is under way, and whether it is over. */
export interface Subject {
  /** folders of evidence */
  readonly runs: readonly string[];
  readonly bucket: string;
  /** the instances that are to be patched, once they are known */
  members(): Promise<readonly Named[] | undefined>;
  /** the executions that work on an instance now: how many, and the ARNs of the first `most` */
  working(most: number): Promise<{ count: number; arns: readonly string[] }>;
  /** undefined while it goes on */
  end(): Promise<readonly End[] | undefined>;
}

/**
 * @returns how it ended, and what its instances came to
 * @throws the signal's reason when following is to stop
 */
export async function follow(
  clients: Clients,
  subject: Subject,
  listener: Listener,
  signal: AbortSignal,
): Promise<{ ends: readonly End[]; told: Told[] }> {
  const watched = new Map<string, { instanceId: string; phase?: string }>();
  const records = new Map<string, { etag: string; told: Told }>();
  return poll(async () => {
    // In this order, so that what is over was seen with all its evidence.
    const ends = await subject.end();
    const members = await subject.members();
    await readRecords(clients, subject, records, listener);
    const working = ends ? { count: 0, arns: [] } : await subject.working(mostWatched);
    for (const arn of working.arns) await watch(clients, watched, arn, members ?? [], listener);
    const told = [...records.values()].map((record) => record.told);
    const finished = told.filter(isFinished);
    listener.count(countLine(finished, working.count, members?.length));
    return ends && { ends, told };
  }, signal);
}

const isFinished = ({ reason }: Told) => reason !== 'Unfinished';

/** A record is written when its instance is leased, and again when it is released. */
async function readRecords(
  clients: Clients,
  { bucket, runs }: Subject,
  records: Map<string, { etag: string; told: Told }>,
  listener: Listener,
): Promise<void> {
  for (const run of runs)
    for (const { key, etag } of await objectsIn(clients, bucket, `${run}/instances/`)) {
      if (records.get(key)?.etag === etag) continue;
      const [told] = await readInstances(clients, bucket, [key]);
      if (!told) continue;
      records.set(key, { etag, told });
      if (isFinished(told)) listener.line(endLine(told));
    }
}

async function watch(
  clients: Clients,
  watched: Map<string, { instanceId: string; phase?: string }>,
  arn: string,
  members: readonly Named[],
  listener: Listener,
): Promise<void> {
  const seen = watched.get(arn) ?? { instanceId: await instanceOf(clients, arn) };
  const phase = (await phaseOf(clients, arn)) ?? seen.phase;
  watched.set(arn, { ...seen, phase });
  if (phase === seen.phase) return;
  const name = members.find(({ instanceId }) => instanceId === seen.instanceId)?.name;
  listener.line(`${labelOf({ instanceId: seen.instanceId, name })}  ${phase}`);
}

const labelOf = ({ instanceId, name = '' }: Named) => `${instanceId}  ${plain(name)}`.trimEnd();

function endLine({ instanceId, name, outcome, reason, awakeSeconds = 0, changes, leftOn }: Told): string {
  const more = [
    ...(changes?.length ? [`${changes.length} package${changes.length === 1 ? '' : 's'}`] : []),
    ...(awakeSeconds ? [`awake ${awakeSeconds} s`] : []),
    ...(leftOn ? [`left on: ${leftOn.reason}, ${plain(leftOn.who)}`] : []),
  ].join(', ');
  return `${labelOf({ instanceId, name })}  ${outcome}, ${reason}${more && ` (${more})`}`;
}

function countLine(told: readonly Told[], working: number, total: number | undefined): string {
  const failed = told.filter(({ outcome }) => isFailure(outcome)).length;
  return `${told.length} of ${total ?? '?'} done, ${failed} failed, ${working} under way`;
}

/** The run of PatchFleet that has this execution. */
export function fleetRun(clients: Clients, bucket: string, executionArn: string, run: string): Subject {
  let members: readonly Named[] | undefined;
  return {
    runs: [run],
    bucket,
    async members() {
      const plan = members ? undefined : await readEvidence(clients, bucket, `${run}/plan.json`);
      if (plan) members = (JSON.parse(plan) as Plan).members.filter(({ admitted }) => admitted);
      return members;
    },
    working: (most) => underWay(clients, executionArn, most),
    end: async () => {
      const end = await endOf(clients, executionArn);
      return end && [end];
    },
  };
}

/** Executions of PatchInstance that were started one by one. */
export function singleRuns(
  clients: Clients,
  bucket: string,
  executions: readonly (Named & { executionArn: string; run: string })[],
): Subject {
  const ended = new Map<string, End>();
  const arns = executions.map(({ executionArn }) => executionArn);
  return {
    runs: executions.map(({ run }) => run),
    bucket,
    members: async () => executions,
    async working(most) {
      const working = arns.filter((arn) => !ended.has(arn));
      return { count: working.length, arns: working.slice(0, most) };
    },
    async end() {
      for (const arn of arns) {
        const end = ended.get(arn) ?? (await endOf(clients, arn));
        if (end) ended.set(arn, end);
      }
      return ended.size === arns.length ? [...ended.values()] : undefined;
    },
  };
}

async function endOf({ states }: Clients, executionArn: string): Promise<End | undefined> {
  const { status = '', error, cause } = await states.describeExecution({ executionArn });
  return status === 'RUNNING' ? undefined : { status, error, cause };
}
