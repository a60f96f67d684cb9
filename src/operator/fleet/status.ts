/** How a fleet stands: its window, the runs under way, and who holds which instance. */
import { paginateDescribeInstances } from '@aws-sdk/client-ec2';
import type { Clients } from '../../aws/clients.ts';
import { leasesIn, TAG } from '../../maintenance/rules/tags.ts';
import type { FleetOutputs } from '../stack.ts';
import { executionsOf, type StandingWindow, standingWindow } from '../windows.ts';
import { running, underWay } from './executions.ts';
import { timeAt } from './time.ts';

/** A lease that stands on an instance. Times are ISO 8601. */
export interface StandingLease {
  readonly instanceId: string;
  readonly name: string;
  /** of the instance now, as EC2 has it */
  readonly state: string;
  /** the name of the execution that has it */
  readonly owner: string;
  readonly found: string;
  readonly until: string;
  /** woken, not stopped, and nobody's any more: the sweeper will stop it */
  readonly alarm: boolean;
}

export interface Execution {
  readonly name: string;
  readonly status: string;
  readonly began: string;
  readonly ended?: string;
  /** how many instances it works on */
  readonly working?: number;
}

export interface FleetStatus {
  readonly window: StandingWindow & { readonly opened?: string };
  /** those of PatchFleet and PatchInstance that run */
  readonly underWay: readonly Execution[];
  /** those of PatchFleet that ended last */
  readonly ended: readonly Execution[];
  readonly leases: readonly StandingLease[];
}

const mostEnded = 5;

export async function statusOf(clients: Clients, outputs: FleetOutputs): Promise<FleetStatus> {
  const { WindowId, PatchFleetArn, PatchInstanceArn } = outputs;
  const [last] = await executionsOf(clients, WindowId);
  const { executions = [] } = await clients.states.listExecutions({ stateMachineArn: PatchFleetArn, maxResults: 50 });
  const fleets = await Promise.all(
    (await running(clients, PatchFleetArn)).map(async (one) => ({
      ...described(one),
      working: (await underWay(clients, one.executionArn ?? '', 1)).count,
    })),
  );
  return {
    window: {
      ...(await standingWindow(clients, WindowId)),
      opened: last?.StartTime?.toISOString(),
    },
    underWay: [...fleets, ...(await running(clients, PatchInstanceArn)).map(described)],
    ended: executions
      .filter(({ status }) => status !== 'RUNNING')
      .slice(0, mostEnded)
      .map(described),
    leases: await standingLeases(clients, await timeAt(clients)),
  };
}

function described({ name = '', status, startDate, stopDate }: DescribedExecution): Execution {
  return { name, status: status ?? '', began: startDate?.toISOString() ?? '', ended: stopDate?.toISOString() };
}
type DescribedExecution = Awaited<ReturnType<typeof running>>[number];

async function standingLeases({ ec2: client }: Clients, now: Date): Promise<StandingLease[]> {
  const found: StandingLease[] = [];
  const Filters = [{ Name: 'tag-key', Values: [`${TAG.lease}*`] }];
  for await (const { Reservations = [] } of paginateDescribeInstances({ client }, { Filters }))
    for (const { InstanceId = '', Tags = [], State } of Reservations.flatMap(({ Instances = [] }) => Instances)) {
      const tags = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
      const isOff = ['stopped', 'shutting-down', 'terminated'].includes(State?.Name ?? '');
      for (const { owner, found: state, until } of leasesIn(tags))
        found.push({
          instanceId: InstanceId,
          name: tags.Name ?? '',
          state: State?.Name ?? '',
          owner,
          found: state,
          until: until.toISOString(),
          alarm: until <= now && state === 'stopped' && !isOff,
        });
    }
  return found;
}
