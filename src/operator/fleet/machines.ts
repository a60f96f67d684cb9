/** A whole fleet, a line for each machine: what the fleet's page shows. */
import type { Clients } from '../../aws/clients.ts';
import { type Gap, unlessRefused } from '../gaps.ts';
import { within } from '../remember.ts';
import { isFleet } from '../stack.ts';
import { circumstancesOf, type StackWindow, windowOf } from './circumstances.ts';
import { running } from './executions.ts';
import { inventoryOf } from './inventory.ts';
import { type Last, type MachineLine, machineLine } from './machine-line.ts';
import { type NewestReport, newestReport } from './newest-report.ts';
import { cleanAt, knownStates, patchStatesOf } from './patch-states.ts';
import { lastsOfPattern } from './pattern-lasts.ts';
import { type Standing, standingOf } from './standing.ts';
import { timeAt } from './time.ts';

/** Times are ISO 8601. */
export interface FleetOfMachines {
  readonly kind: 'fleet' | 'pattern';
  /** the endpoint's time */
  readonly now: string;
  /** whether all machines are there; they are still read otherwise */
  readonly whole: boolean;
  /** in days; absent: the stack has no objective */
  readonly objectiveDays?: number;
  readonly window: StackWindow;
  /** the newest run that has ended */
  readonly lastRun?: { readonly name: string; readonly began?: string; readonly ended?: string };
  /** runs of the fleet under way: the names of their executions */
  readonly underWay: readonly string[];
  readonly gaps: readonly Gap[];
  /** by id */
  readonly machines: Readonly<Record<string, MachineLine>>;
}

/**
 * Milliseconds for which a look waits for what is read page by page, or is large. The first one shows what there is; those after it
 * wait until there is an answer, as a rule, so that what is refused is told.
 */
const patiences = { first: 150, later: 5000 };

const looked = new WeakMap<Clients, Set<string>>();

function patienceFor(clients: Clients, stackName: string): number {
  const stacks = looked.get(clients) ?? new Set();
  looked.set(clients, stacks);
  const isFirst = !stacks.has(stackName);
  stacks.add(stackName);
  return isFirst ? patiences.first : patiences.later;
}

/** @throws Failure when there is no such stack; errors of the services, but for refusals, which are gaps */
export async function machinesOf(clients: Clients, stackName: string): Promise<FleetOfMachines> {
  const gaps: Gap[] = [];
  const standing = await standingOf(clients, stackName);
  const patience = patienceFor(clients, stackName);
  const { kind, outputs } = standing;
  const WindowId = outputs.WindowId;
  const [inventory, now, window, report, underWay] = await Promise.all([
    inventoryOf(clients, stackName, standing, patience),
    unlessRefused(gaps, "the endpoint's time (this machine's is taken)", timeAt(clients), new Date()),
    unlessRefused(gaps, 'the maintenance window', windowOf(clients, WindowId), {
      id: WindowId,
      name: WindowId,
      enabled: false,
    }),
    isFleet(outputs)
      ? unlessRefused(
          gaps,
          'the report of the last run',
          within(patience, newestReport(clients, outputs.EvidenceBucketName)),
          undefined,
        )
      : undefined,
    unlessRefused(gaps, 'runs under way', underWayOf(clients, standing), []),
  ]);
  const { instances, whole } = inventory;
  const ids = instances.map(({ id }) => id);
  const patchStates = within(patience, patchStatesOf(clients, ids));
  const counts = (await unlessRefused(gaps, 'patch states', patchStates, undefined)) ?? knownStates(clients);
  const lasts = isFleet(outputs)
    ? new Map<string, Last>()
    : await unlessRefused(
        gaps,
        'executions',
        lastsOfPattern(clients, outputs.StateMachineArn),
        new Map<string, Last>(),
      );
  const circumstances = circumstancesOf(standing, now, window.enabled ? window.next : undefined);
  const lines = instances.map((each): [string, MachineLine] => {
    const known = {
      reported: report?.machines.get(each.id),
      reportEnded: report?.ended === undefined ? undefined : new Date(report.ended),
      last: lasts.get(each.id),
      missing: counts(each.id)?.missing,
    };
    const clean = kind === 'pattern' ? cleanAt(counts(each.id)) : undefined;
    return [each.id, machineLine(each, { ...known, cleanAt: clean }, circumstances)];
  });
  return {
    kind,
    // To the minute, so that a quiet fleet is a quiet stream.
    now: new Date(Math.floor(now.getTime() / 60_000) * 60_000).toISOString(),
    whole,
    objectiveDays: circumstances.objectiveDays,
    window,
    lastRun: report && lastRunOf(report),
    underWay,
    gaps,
    machines: Object.fromEntries(lines),
  };
}

async function underWayOf(clients: Clients, { outputs }: Standing): Promise<string[]> {
  const executions = await running(clients, isFleet(outputs) ? outputs.PatchFleetArn : outputs.StateMachineArn);
  return executions.map(({ name = '' }) => name);
}

function lastRunOf({ run, began, ended }: NewestReport): FleetOfMachines['lastRun'] {
  return { name: run.split('/').at(-1) ?? '', began, ended };
}
