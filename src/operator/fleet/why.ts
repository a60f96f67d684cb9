/** Why an instance of a fleet is as it is: woken, passed over, left on. Gathered from its tags, the plan and the evidence. */
import type { Clients } from '../../aws/clients.ts';
import { heldUntil, leasesIn, TAG } from '../../maintenance/rules/tags.ts';
import { Failure } from '../failure.ts';
import { describeInstance, tagsOf } from '../instances.ts';
import type { FleetOutputs } from '../stack.ts';
import { foldersIn, readEvidence } from './evidence.ts';
import { instanceOf, phaseOf, running, underWay } from './executions.ts';
import { type Member, type Plan, planOf, selectionOf } from './plan.ts';
import type { Told } from './report.ts';
import type { StandingLease } from './status.ts';
import { timeAt } from './time.ts';

/** What a run came to on the instance, or why it passed it over. Times are ISO 8601. */
export interface RunOfInstance {
  /** the folder of its evidence */
  readonly run: string;
  readonly began?: string;
  /** undefined for an instance that was passed over by the plan */
  readonly told?: Told;
  /** as the plan had it; undefined for a run of this instance alone */
  readonly planned?: Member;
}

export interface Why {
  readonly instanceId: string;
  readonly name: string;
  /** as EC2 has it */
  readonly state: string;
  /** in EC2's words: why it is in that state */
  readonly stateReason?: string;
  /** when it was started last, while it is on */
  readonly launched?: string;
  /** the time at the endpoint */
  readonly now: string;
  /** until when people hold it */
  readonly hold?: string;
  readonly leases: readonly StandingLease[];
  /** what is done to it just now */
  readonly phase?: string;
  /** when it was last seen to be clean */
  readonly verified?: string;
  /** which instances the stack selects, in words */
  readonly selection: string;
  /** what a run would do with it now; absent for an instance that is not selected */
  readonly next?: NextRun;
  /** the newest first */
  readonly runs: readonly RunOfInstance[];
}

export interface NextRun {
  readonly member: Member;
  /** its place among those that would be patched, from 1 on */
  readonly place?: number;
  readonly of: number;
  readonly isCanary: boolean;
}

/** So many runs are told of, and so many are looked through for them. */
const most = { told: 3, looked: 30 } as const;

/** @throws Failure for an instance that is not there */
export async function whyOf(
  clients: Clients,
  stackName: string,
  outputs: FleetOutputs,
  instanceId: string,
): Promise<Why> {
  const instance = await describeInstance(clients, instanceId);
  const tags = tagsOf(instance);
  const now = await timeAt(clients);
  const state = instance.State?.Name ?? '';
  const isOn = state === 'running' || state === 'pending';
  const leases = leasesIn(tags).map(({ owner, found, until }) => ({
    instanceId,
    name: tags.Name ?? '',
    state,
    owner,
    found,
    until: until.toISOString(),
    alarm: until <= now && found === 'stopped' && isOn,
  }));
  return {
    instanceId,
    name: tags.Name ?? '',
    state,
    stateReason: instance.StateTransitionReason || instance.StateReason?.Message || undefined,
    launched: isOn ? instance.LaunchTime?.toISOString() : undefined,
    now: now.toISOString(),
    hold: heldUntil(tags, now),
    leases,
    phase: leases.length ? await phaseOfInstance(clients, outputs, instanceId) : undefined,
    verified: tags[TAG.verified],
    selection: await selectionOf(clients, stackName),
    next: await nextRun(clients, stackName, outputs, instanceId, now),
    runs: await runsOf(clients, outputs.EvidenceBucketName, instanceId),
  };
}

async function nextRun(
  clients: Clients,
  stackName: string,
  outputs: FleetOutputs,
  instanceId: string,
  now: Date,
): Promise<NextRun | undefined> {
  const plan = await planOf(clients, stackName, outputs, now).catch((error) => {
    // That nothing is selected is an answer here.
    if (error instanceof Failure) return undefined;
    throw error;
  });
  const member = plan?.members.find((one) => one.instanceId === instanceId);
  if (!plan || !member) return undefined;
  const place = plan.members.filter(({ admitted }) => admitted).indexOf(member) + 1;
  return { member, place: place || undefined, of: plan.planned, isCanary: place > 0 && place <= plan.canaries };
}

/** Which of the executions works on it is known from their inputs. */
async function phaseOfInstance(clients: Clients, outputs: FleetOutputs, instanceId: string) {
  const singles = (await running(clients, outputs.PatchInstanceArn)).map(({ executionArn = '' }) => executionArn);
  const fleets = await running(clients, outputs.PatchFleetArn);
  const children = await Promise.all(fleets.map(({ executionArn = '' }) => underWay(clients, executionArn, 1000)));
  for (const arn of [...singles, ...children.flatMap(({ executions }) => executions.map(({ arn: child }) => child))])
    if ((await instanceOf(clients, arn)) === instanceId) return phaseOf(clients, arn);
  return undefined;
}

async function runsOf(clients: Clients, bucket: string, instanceId: string): Promise<RunOfInstance[]> {
  const found: RunOfInstance[] = [];
  let looked = 0;
  for (const day of (await foldersIn(clients, bucket, 'runs/')).reverse()) {
    const folders = await foldersIn(clients, bucket, day);
    const runs = await Promise.all(folders.map((folder) => runOf(clients, bucket, folder.slice(0, -1), instanceId)));
    // The names of executions tell no order, and within a day there is one only by time.
    found.push(...runs.filter((run) => run !== undefined).sort((a, b) => (b.began ?? '').localeCompare(a.began ?? '')));
    looked += folders.length;
    if (found.length >= most.told || looked >= most.looked) break;
  }
  return found.slice(0, most.told);
}

async function runOf(
  clients: Clients,
  bucket: string,
  run: string,
  instanceId: string,
): Promise<RunOfInstance | undefined> {
  const [record, text] = await Promise.all([
    readEvidence(clients, bucket, `${run}/instances/${instanceId}.json`),
    readEvidence(clients, bucket, `${run}/plan.json`),
  ]);
  const told = record === undefined ? undefined : (JSON.parse(record) as Told);
  const plan = text === undefined ? undefined : (JSON.parse(text) as Plan & { began?: string });
  const planned = plan?.members.find((member) => member.instanceId === instanceId);
  if (!told && !planned) return undefined;
  return { run, began: plan?.began ?? (told?.began as string | undefined), told, planned };
}
