/** One run of the fleet in which each instance has its own trouble, and what is true of the machines afterwards. */
import type { Tag } from '@aws-sdk/client-ec2';
import { TAG } from '../../../src/maintenance/rules/tags.ts';
import type { Behaviour } from '../../../src/region/machines/simulated/behaviour.ts';
import { until } from '../../e2e/until.ts';
import type { Fleet } from '../fleet.ts';
import type { Case } from './case.ts';
import type { Asked, CallFault, FaultyServices } from './faulty-services.ts';

/** How an instance is found. */
export type Found = 'stopped' | 'running';

/** What became of a case, by the machines themselves and by what was told. */
export interface Result {
  readonly case: Case;
  readonly instanceId: string;
  /** EC2's state and the machine's own, past the window's end and one sweep */
  readonly state: string;
  readonly machine: string;
  /** whether the machine was started or stopped since it was found */
  readonly sameBoot: boolean;
  readonly updatesLeft: boolean;
  /** whether a patch command was sent to it */
  readonly sent: boolean;
  /** whether somebody has it, so that it is rightly left as they have it */
  readonly taken: boolean;
  readonly told: { outcome?: string; reason?: string; error?: string; leftOn?: { reason: string } };
  readonly tags: Readonly<Record<string, string>>;
  /** whether somebody was told that it is left awake */
  readonly alarmed: boolean;
  /** whether the sweeper stopped it */
  readonly swept: boolean;
  /** whether the fault of the case has struck */
  readonly struck: boolean;
}

export interface World {
  readonly fleet: Fleet;
  readonly faulty: FaultyServices;
  /** what such a machine takes, as a tag has it, once one was measured */
  timing?: string;
}

/** Most machines were measured before, as in most runs, and are looked at less often; a quarter of them never were. */
const wasMeasured = (index: number) => index % 8 >= 2;

/** What is run, and what goes wrong that is about no single instance. */
export interface Plan {
  /** default: one run of PatchFleet. @returns the ARNs of the executions */
  begin?(fleet: Fleet, ids: readonly string[], end: string): Promise<string[]>;
  readonly faults?: readonly CallFault[];
  /** how many sweeps after the window's end it is looked what became of them; default: one */
  readonly sweeps?: number;
}

const HOUR = 3_600_000;
/** A batch is some minutes of work for a machine that does nothing else. */
const patience = { pause: 100, longest: HOUR };
const SWEEP = 15 * 60_000;

async function patchFleet({ clients, outputs }: Fleet, _: readonly string[], end: string): Promise<string[]> {
  const { executionArn } = await clients.states.startExecution({
    stateMachineArn: outputs.PatchFleetArn,
    input: JSON.stringify({ end }),
  });
  return [executionArn!];
}

/** Runs the cases, an instance each, and tells what became of them. */
export async function runBatch(
  { fleet, faulty, timing }: World,
  cases: readonly Case[],
  { begin = patchFleet, faults = [], sweeps = 1 }: Plan = {},
): Promise<Result[]> {
  const { clients, machines } = fleet;
  const ids = await fleet.launch(cases.map(({ behaviour = {} }) => behaviour as Behaviour));
  if (timing)
    await fleet.tag(
      ids.filter((_, index) => wasMeasured(index)),
      TAG.timing,
      timing,
    );
  const byId = new Map(ids.map((id, index) => [id, cases[index]!]));
  const running = ids.filter((id) => byId.get(id)!.found === 'running');
  await fleet.start(running);
  const before = await describe(fleet, ids);
  const taken = new Set(ids.filter((id) => byId.get(id)!.taken));
  const alarmed = new Set<string>();
  const swept = new Set<string>();
  const seen = new Map<string, number>();

  const single = [...byId].flatMap(([instanceId, { fault }]) => (fault ? [{ ...fault, instanceId }] : []));
  faulty.faults = [...single, ...faults];
  faulty.onCall = (asked: Asked) => {
    const { caller, call, instanceId = '', input } = asked;
    if (call === 'sns Publish' && String(input.Subject).startsWith('LeftAwake')) alarmed.add(instanceId);
    const site = `${caller} ${call}`;
    if (site === 'LeaseSweeper ec2 StopInstances') swept.add(instanceId);
    const count = (seen.get(instanceId + site) ?? 0) + 1;
    seen.set(instanceId + site, count);
    const act = byId.get(instanceId)?.act;
    if (act?.at === site && count === 1)
      setImmediate(async () => {
        // What cannot be done at that moment was not done.
        if (await act.does(fleet, instanceId).catch(() => false)) taken.add(instanceId);
      });
  };

  const { end, executions } = await fleet.still(async () => {
    const end = fleet.now() + 2 * HOUR;
    return { end, executions: await begin(fleet, ids, new Date(end).toISOString()) };
  });
  for (const executionArn of executions)
    await until(
      'the execution ends',
      () => clients.states.describeExecution({ executionArn }),
      ({ status }) => status !== 'RUNNING',
      patience,
    );
  await fleet.sleep(Math.max(0, end + sweeps * SWEEP + 5 * 60_000 - fleet.now()));
  faulty.faults = [];
  faulty.onCall = () => {};

  const after = await describe(fleet, ids);
  const told = await evidenceOf(fleet, executions);
  const sent = await patchedBy(fleet, ids);
  const results = ids.map((instanceId): Result => {
    const now = after.get(instanceId);
    return {
      case: byId.get(instanceId)!,
      instanceId,
      state: now?.state ?? 'gone',
      machine: '',
      sameBoot: now?.launchTime === before.get(instanceId)?.launchTime,
      updatesLeft: fleet.pending(instanceId) > 0,
      sent: sent.has(instanceId),
      taken: taken.has(instanceId),
      told: told.get(instanceId) ?? {},
      tags: now?.tags ?? {},
      alarmed: alarmed.has(instanceId),
      swept: swept.has(instanceId),
      struck: single.some((fault) => fault.instanceId === instanceId && faulty.struck.has(fault)),
    };
  });
  const withMachines = await Promise.all(
    results.map(async (result) => ({ ...result, machine: await machines.status(result.instanceId) })),
  );
  await fleet.terminate(ids);
  return withMachines;
}

async function describe({ clients }: Fleet, InstanceIds: readonly string[]) {
  const { Reservations = [] } = await clients.ec2.describeInstances({
    Filters: [{ Name: 'instance-id', Values: [...InstanceIds] }],
  });
  return new Map(
    Reservations.flatMap(({ Instances = [] }) => Instances).map(({ InstanceId, State, LaunchTime, Tags = [] }) => [
      InstanceId!,
      {
        state: State!.Name!,
        launchTime: LaunchTime!.toISOString(),
        tags: Object.fromEntries(Tags.map(({ Key, Value }: Tag) => [Key!, Value!])),
      },
    ]),
  );
}

/** Those of the instances to which a patch command was sent. */
async function patchedBy({ clients }: Fleet, ids: readonly string[]): Promise<Set<string>> {
  const sent = await Promise.all(
    ids.map(async (InstanceId) => {
      const { CommandInvocations = [] } = await clients.ssm.listCommandInvocations({ InstanceId });
      return CommandInvocations.some(({ DocumentName }) => DocumentName === 'AWS-RunPatchBaseline');
    }),
  );
  return new Set(ids.filter((_, index) => sent[index]));
}

/** What the report has of each instance; the evidence itself where no report could be written. */
async function evidenceOf(
  { clients, outputs }: Fleet,
  executions: readonly string[],
): Promise<Map<string, Result['told']>> {
  const Bucket = outputs.EvidenceBucketName;
  const names = new Set(executions.map((arn) => arn.split(':').at(-1)));
  const told = new Map<string, Result['told']>();
  let ContinuationToken: string | undefined;
  do {
    const page = await clients.s3.listObjectsV2({ Bucket, Prefix: 'runs/', ContinuationToken });
    for (const { Key = '' } of page.Contents ?? []) {
      const [, , name, folder] = Key.split('/');
      if (!names.has(name) || folder !== 'instances') continue;
      const { Body } = await clients.s3.getObject({ Bucket, Key });
      const line = JSON.parse(await Body!.transformToString());
      told.set(line.instanceId, line);
    }
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken);
  return told;
}
