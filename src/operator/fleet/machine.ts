/** One machine: what it is, what is known of its patches, and its life. */
import type { Instance } from '@aws-sdk/client-ec2';
import { paginateDescribeInstancePatches } from '@aws-sdk/client-ssm';
import type { Clients } from '../../aws/clients.ts';
import { leasesIn } from '../../maintenance/rules/tags.ts';
import { timingIn } from '../../maintenance/rules/timing.ts';
import { type Gap, unlessRefused } from '../gaps.ts';
import type { InstanceReport } from '../instance-report.ts';
import { remembered, within } from '../remember.ts';
import { isFleet, type PatternOutputs } from '../stack.ts';
import { circumstancesOf, windowOf } from './circumstances.ts';
import { seen } from './inventory.ts';
import { type Life, type LifeRun, lifeOf } from './life.ts';
import { type MachineLine, machineLine } from './machine-line.ts';
import { newestReport } from './newest-report.ts';
import { changesPrinted } from './package-changes.ts';
import { cleanAt, countsIn } from './patch-states.ts';
import { executionsOfPattern, reportsOn } from './pattern-lasts.ts';
import { standingOf } from './standing.ts';
import { timeAt } from './time.ts';

/** Times are ISO 8601. */
export interface Machine {
  readonly kind: 'fleet' | 'pattern';
  readonly now: string;
  readonly objectiveDays?: number;
  readonly window: { readonly name: string; readonly next?: string };
  /** absent: EC2 knows it no more */
  readonly line?: MachineLine;
  readonly instance?: {
    readonly type?: string;
    readonly imageId?: string;
    readonly zone?: string;
    readonly launched?: string;
    readonly stateReason?: string;
    readonly tags: readonly { readonly key: string; readonly value: string }[];
    readonly leases: readonly {
      readonly owner: string;
      readonly found: string;
      readonly until: string;
      readonly expired: boolean;
    }[];
    /** seconds that it took the last time; 0: not known */
    readonly timing: { readonly bootSeconds: number; readonly patchSeconds: number; readonly stopSeconds: number };
  };
  readonly patchState?: PatchFacts;
  /** missing or failed, as many as a page shows */
  readonly lacking: readonly LackingPatch[];
  readonly life: Life;
  readonly gaps: readonly Gap[];
}

/** The newest patch state. Source: SSM API Reference, "InstancePatchState". */
export interface PatchFacts {
  readonly operation: string;
  readonly at?: string;
  readonly baselineId?: string;
  readonly patchGroup?: string;
  readonly installed: number;
  readonly installedOther: number;
  readonly pendingReboot: number;
  readonly missing: number;
  readonly failed: number;
  readonly notApplicable: number;
}

export interface LackingPatch {
  readonly title: string;
  readonly classification: string;
  readonly severity: string;
  /** `Missing` or `Failed` */
  readonly state: string;
}

const mostLacking = 200;

/** Milliseconds for which a look waits for a report, which may be large. */
const patience = 5000;

/** @throws Failure when there is no such stack; errors of the services, but for refusals, which are gaps */
export async function machineOf(clients: Clients, stackName: string, id: string): Promise<Machine> {
  const gaps: Gap[] = [];
  const standing = await standingOf(clients, stackName);
  const { kind, outputs } = standing;
  const now = await unlessRefused(gaps, "the endpoint's time (this machine's is taken)", timeAt(clients), new Date());
  const noLife: Life = { runs: [], whole: true };
  const [found, window, patches, life, report] = await Promise.all([
    find(clients, id),
    unlessRefused(gaps, 'the maintenance window', windowOf(clients, outputs.WindowId), undefined),
    unlessRefused(gaps, 'patch states', patchesOf(clients, id), undefined),
    isFleet(outputs)
      ? unlessRefused(gaps, 'evidence', lifeOf(clients, outputs, id, now), noLife)
      : unlessRefused(gaps, 'executions', lifeInPattern(clients, outputs, id), noLife),
    isFleet(outputs)
      ? unlessRefused(
          gaps,
          'the last report',
          within(patience, newestReport(clients, outputs.EvidenceBucketName)),
          undefined,
        )
      : undefined,
  ]);
  const circumstances = circumstancesOf(standing, now, window?.enabled ? window.next : undefined);
  const last = kind === 'pattern' ? life.runs.find(({ outcome }) => outcome) : undefined;
  const known = {
    reported: report?.machines.get(id),
    reportEnded: report?.ended === undefined ? undefined : new Date(report.ended),
    last: last?.outcome && { outcome: last.outcome, reason: last.reason ?? '', foundState: last.found },
    missing: patches?.state?.missing,
    cleanAt: kind === 'pattern' ? patches?.cleanAt : undefined,
  };
  return {
    kind,
    now: new Date(Math.floor(now.getTime() / 60_000) * 60_000).toISOString(),
    objectiveDays: circumstances.objectiveDays,
    window: { name: window?.name ?? outputs.WindowId, next: window?.enabled ? window.next : undefined },
    line: found && machineLine(seen(found), known, circumstances),
    instance: found && instanceFrom(found, now),
    patchState: patches?.state,
    lacking: patches?.lacking ?? [],
    life,
    gaps,
  };
}

async function find({ ec2 }: Clients, id: string): Promise<Instance | undefined> {
  const Filters = [{ Name: 'instance-id', Values: [id] }];
  const { Reservations = [] } = await ec2.describeInstances({ Filters });
  return Reservations.flatMap(({ Instances = [] }) => Instances)[0];
}

function instanceFrom(instance: Instance, now: Date): Machine['instance'] {
  const { tags } = seen(instance);
  return {
    type: instance.InstanceType,
    imageId: instance.ImageId,
    zone: instance.Placement?.AvailabilityZone,
    launched: instance.LaunchTime?.toISOString(),
    stateReason: instance.StateReason?.Message ?? (instance.StateTransitionReason || undefined),
    tags: Object.entries(tags)
      .map(([key, value = '']) => ({ key, value }))
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
    leases: leasesIn(tags).map(({ owner, found, until }) => ({
      owner,
      found,
      until: until.toISOString(),
      expired: until <= now,
    })),
    timing: timingIn(tags),
  };
}

/** Patch states change with runs, which take minutes. */
const patchesOf = remembered(5000, async ({ ssm: client }, InstanceId) => {
  const { InstancePatchStates: [state] = [] } = await client.describeInstancePatchStates({ InstanceIds: [InstanceId] });
  const counts = state && countsIn(state);
  return {
    state: state &&
      counts && {
        operation: state.Operation ?? '',
        at: counts.at?.toISOString(),
        baselineId: state.BaselineId,
        patchGroup: state.PatchGroup,
        installed: state.InstalledCount ?? 0,
        installedOther: state.InstalledOtherCount ?? 0,
        pendingReboot: counts.pendingReboot,
        missing: counts.missing,
        failed: counts.failed,
        notApplicable: state.NotApplicableCount ?? 0,
      },
    cleanAt: cleanAt(counts),
    lacking: counts && counts.missing + counts.failed > 0 ? await lackingOf({ client, InstanceId }) : [],
  };
});

async function lackingOf({
  client,
  InstanceId,
}: {
  client: Clients['ssm'];
  InstanceId: string;
}): Promise<LackingPatch[]> {
  const lacking: LackingPatch[] = [];
  const Filters = [{ Key: 'State', Values: ['Missing', 'Failed'] }];
  for await (const { Patches = [] } of paginateDescribeInstancePatches(
    { client, pageSize: 100 },
    { InstanceId, Filters },
  )) {
    for (const { Title = '', Classification = '', Severity = '', State = '' } of Patches)
      lacking.push({ title: Title, classification: Classification, severity: Severity, state: State });
    if (lacking.length >= mostLacking) break;
  }
  return lacking.slice(0, mostLacking);
}

/** The pattern leaves no evidence: its life is what the services still know. */
async function lifeInPattern(clients: Clients, { StateMachineArn }: PatternOutputs, id: string): Promise<Life> {
  const executions = (await executionsOfPattern(clients, StateMachineArn)).filter(
    ({ instanceId }) => instanceId === id,
  );
  const reports = await reportsOn(clients, executions);
  return {
    runs: executions.map((execution): LifeRun => {
      const { arn, began, ended } = execution;
      const report = reports.get(arn);
      return { key: arn, at: began, executionArn: arn, ended, ...(report && fromReport(report)) };
    }),
    whole: executions.every(({ arn, status }) => status === 'RUNNING' || reports.has(arn)),
  };
}

function fromReport(report: InstanceReport): Partial<LifeRun> {
  const { outcome, reason, error, cause, foundState, awakeSeconds, commandId, baselineId, snapshotId } = report;
  const isClean = outcome === 'Patched' || outcome === 'AlreadyCompliant';
  const changes = commandId === undefined ? undefined : changesPrinted(report.changes);
  return {
    outcome,
    reason,
    error,
    cause,
    found: foundState,
    awakeSeconds,
    commandId,
    baselineId,
    snapshotId,
    isClean,
    changes,
  };
}
