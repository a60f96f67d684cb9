/** A run of a fleet as it stands, look by look: what was read once is not read again. */
import type { Clients } from '../../aws/clients.ts';
import { inTurn } from '../in-turn.ts';
import { statusOf } from '../run-line.ts';
import type { Machine, Mark } from '../timeline/machine.ts';
import { endedMachine, plannedMachine } from '../timeline/machine.ts';
import { marksOf } from '../timeline/marks.ts';
import { readEvidence } from './evidence.ts';
import { instanceOf, mostWatched, underWay } from './executions.ts';
import type { Plan } from './plan.ts';
import { type Records, recordsOf } from './records.ts';
import type { Report } from './report.ts';

/** A run of PatchFleet. Times are ISO 8601. */
export interface WatchedRun {
  /** when the window ends in which it runs; unknown until it has planned */
  readonly windowEnd?: string;
  /** what ended it early, as its report has it */
  readonly problem?: string;
  /** of the run as a whole, once there is a report */
  readonly status?: 'SUCCEEDED' | 'FAILED';
  readonly began?: string;
  readonly ended?: string;
  readonly canaries?: number;
  readonly maxConcurrency?: number;
  readonly maxErrors?: number;
  /** how many are worked on just now */
  readonly working: number;
  /** in the order of the plan */
  readonly machines: readonly Machine[];
}

export interface Watch {
  /** @param isRunning whether its execution runs still, as was seen before */
  look(isRunning: boolean): Promise<WatchedRun>;
}

const lookedAtAtOnce = 5;

interface Child {
  readonly instanceId: string;
  readonly marks: readonly Mark[];
  /** the number of the look that saw it last */
  readonly seen: number;
}

/** The ARN of a child of PatchFleet's Map, by its name. */
type ChildArn = (name: unknown) => string | undefined;

interface FullPlan extends Plan {
  readonly began: string;
}

/** The name that the distributed Map of PatchFleet has, which is a part of its children's ARNs. Source: stack/fleet/patch-fleet.ts. */
const mapLabel = 'PatchInstance';

/**
 * @param executionArn of PatchFleet; it may be forgotten by Step Functions, and its evidence still be there
 * @param run the folder of its evidence
 */
export function watchRun(clients: Clients, bucket: string, executionArn: string, run: string): Watch {
  const records = recordsOf(clients, bucket, [run]);
  const children = new Map<string, Child>();
  let plan: FullPlan | undefined;
  let report: WatchedRun | undefined;
  let looks = 0;
  // arn:…:execution:PatchFleet:name -> arn:…:execution:PatchFleet/PatchInstance:name of the child
  const childArn: ChildArn = (name) =>
    typeof name === 'string' ? executionArn.replace(/:[^:]+$/, `/${mapLabel}:${name}`) : undefined;

  async function lookAtChildren(): Promise<{ count: number; working: Set<string> }> {
    const { count, executions } = await underWay(clients, executionArn, mostWatched);
    const arns = executions.map(({ arn }) => arn);
    const turn = inTurn(arns, (arn) => children.get(arn)?.seen);
    const owners = new Map(records.all().map(({ execution, instanceId }) => [childArn(execution), instanceId]));
    for (let at = 0; at < turn.length; at += lookedAtAtOnce)
      await Promise.all(
        turn.slice(at, at + lookedAtAtOnce).map(async (arn) => {
          const known = children.get(arn);
          const instanceId = known?.instanceId ?? owners.get(arn) ?? (await instanceOf(clients, arn));
          children.set(arn, { instanceId, marks: await marksOf(clients, arn, known?.marks), seen: looks });
        }),
      );
    return { count, working: new Set(arns) };
  }

  return {
    async look(isRunning) {
      // One that is redriven writes another one.
      if (isRunning) report = undefined;
      if (report) return report;
      looks += 1;
      const text = isRunning ? undefined : await readEvidence(clients, bucket, `${run}/report.json`);
      if (text !== undefined) {
        report = overRun(JSON.parse(text) as FullPlan & Report, childArn);
        return report;
      }
      const planText = plan ? undefined : await readEvidence(clients, bucket, `${run}/plan.json`);
      if (planText) plan = JSON.parse(planText) as FullPlan;
      if (!plan) return { working: 0, machines: [] };
      await records.refresh();
      const { count, working } = isRunning ? await lookAtChildren() : { count: 0, working: new Set<string>() };
      return {
        windowEnd: plan.end,
        began: plan.began,
        canaries: plan.canaries,
        maxConcurrency: plan.maxConcurrency,
        maxErrors: plan.maxErrors,
        working: count,
        machines: assemble(plan, records, children, working, childArn),
      };
    },
  };
}

/** A run that is over, from its report. */
function overRun({ instances, ...told }: FullPlan & Report, childArn: ChildArn): WatchedRun {
  const planned = instances.filter(({ admitted }) => admitted);
  const first = new Set(planned.slice(0, told.canaries).map(({ instanceId }) => instanceId));
  return {
    windowEnd: told.end,
    problem: told.problem,
    status: statusOf(told),
    began: told.began,
    ended: told.ended,
    canaries: told.canaries,
    maxConcurrency: told.maxConcurrency,
    maxErrors: told.maxErrors,
    working: 0,
    machines: instances.map((one) =>
      endedMachine(one, { canary: first.has(one.instanceId) || undefined, executionArn: childArn(one.execution) }),
    ),
  };
}

/** What is known of each machine of the plan: its record when it is over, else what its execution's history tells. */
function assemble(
  { members, canaries }: Plan,
  records: Records,
  children: ReadonlyMap<string, Child>,
  working: ReadonlySet<string>,
  childArn: ChildArn,
): Machine[] {
  const told = new Map(records.all().map((record) => [record.instanceId, record]));
  const moving = new Map([...children].map(([arn, child]) => [child.instanceId, { arn, ...child }]));
  let admitted = 0;
  return members.map((member) => {
    if (member.admitted) admitted += 1;
    const canary = (member.admitted && admitted <= canaries) || undefined;
    const record = told.get(member.instanceId);
    const child = moving.get(member.instanceId);
    const executionArn = child?.arn ?? childArn(record?.execution);
    if (record && record.reason !== 'Unfinished') {
      const machine = endedMachine({ ...member, ...record }, { canary, executionArn });
      // The history knows more than the record: of a second boot also when it was over.
      return child && child.marks.length > machine.marks.length ? { ...machine, marks: child.marks } : machine;
    }
    const isWorkedOn = executionArn !== undefined && working.has(executionArn);
    if (isWorkedOn || child)
      return {
        instanceId: member.instanceId,
        name: member.name,
        canary,
        standing: 'underWay',
        marks: child?.marks ?? [],
        executionArn,
      };
    if (record) return endedMachine({ ...member, ...record }, { canary, executionArn });
    return plannedMachine(member, canary === true);
  });
}
