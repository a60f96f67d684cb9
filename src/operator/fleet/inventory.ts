/** The instances that a stack selects, as EC2 describes them: read page by page, and shown while they are still read. */
import { type Instance, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import { paginateListGroupResources } from '@aws-sdk/client-resource-groups';
import type { Clients } from '../../aws/clients.ts';
import type { Tags } from '../../maintenance/rules/instance-state.ts';
import { remembered, within } from '../remember.ts';
import type { Standing } from './standing.ts';

/** What is kept of an instance's description. */
export interface Seen {
  readonly id: string;
  /** as EC2 has it */
  readonly state: string;
  /** ISO 8601 */
  readonly launchTime?: string;
  readonly tags: Tags;
  /** not a spot instance, and its root volume outlives a stop */
  readonly stoppable: boolean;
  readonly hibernated: boolean;
}

export interface Inventory {
  readonly instances: readonly Seen[];
  /** whether these are all */
  readonly whole: boolean;
}

/** Those that are gone are nobody's to patch. */
const present = { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] };

/** The most that DescribeInstances answers with. Source: EC2 API Reference, "DescribeInstances". */
const pageSize = 1000;

interface Pass {
  readonly found: Map<string, Seen>;
  /** a page has come, or all have */
  readonly begun: Promise<void>;
  readonly end: Promise<void>;
}

const passes = new WeakMap<Clients, Map<string, { last?: Inventory; now?: Pass }>>();

/**
 * Reads all of them; those who look at once share one reading. Where nothing is known yet it answers a moment after the first
 * page with what has come by then, so that a large fleet is seen as it is read.
 * @param patience milliseconds
 */
export async function inventoryOf(
  clients: Clients,
  stackName: string,
  standing: Standing,
  patience: number,
): Promise<Inventory> {
  const known = passes.get(clients) ?? new Map<string, { last?: Inventory; now?: Pass }>();
  passes.set(clients, known);
  const entry = known.get(stackName) ?? {};
  known.set(stackName, entry);
  entry.now ??= begin(clients, standing, (last) => Object.assign(entry, { now: undefined }, last && { last }));
  const pass = entry.now;
  if (entry.last || patience === Number.POSITIVE_INFINITY) await pass.end;
  else {
    await pass.begun;
    await within(patience, pass.end);
  }
  return entry.last ?? { instances: [...pass.found.values()], whole: false };
}

/** @param onEnd is told all that was found, or nothing when it failed */
function begin(clients: Clients, standing: Standing, onEnd: (last: Inventory | undefined) => void): Pass {
  const found = new Map<string, Seen>();
  const { promise: page, resolve } = Promise.withResolvers<void>();
  const end = readInto(found, clients, standing, resolve).then(
    () => onEnd({ instances: [...found.values()], whole: true }),
    (error) => {
      onEnd(undefined);
      throw error;
    },
  );
  const begun = Promise.race([page, end]);
  // Whoever waits for one of them hears of it; the other is heard by nobody.
  for (const promise of [begun, end]) promise.catch(() => {});
  return { found, begun, end };
}

async function readInto(
  found: Map<string, Seen>,
  clients: Clients,
  { filters, resourceGroup }: Standing,
  onPage: () => void,
): Promise<void> {
  const members = resourceGroup === undefined ? undefined : await membersOf(clients, resourceGroup);
  for (const filter of filters) {
    const pages = paginateDescribeInstances({ client: clients.ec2, pageSize }, { Filters: [present, filter] });
    for await (const { Reservations = [] } of pages) {
      for (const instance of Reservations.flatMap(({ Instances = [] }) => Instances))
        if (members?.has(instance.InstanceId ?? '') ?? true) found.set(instance.InstanceId ?? '', seen(instance));
      onPage();
    }
  }
}

/** The ids of a resource group's instances. */
const membersOf = remembered(60_000, async ({ resourceGroups: client }, Group): Promise<Set<string>> => {
  const ids = new Set<string>();
  const Filters = [{ Name: 'resource-type' as const, Values: ['AWS::EC2::Instance'] }];
  for await (const { Resources = [] } of paginateListGroupResources({ client }, { Group, Filters }))
    for (const { Identifier } of Resources) ids.add(Identifier?.ResourceArn?.split('/').at(-1) ?? '');
  return ids;
});

/** What is kept of a description. */
export function seen(instance: Instance): Seen {
  return {
    id: instance.InstanceId ?? '',
    state: instance.State?.Name ?? 'unknown',
    launchTime: instance.LaunchTime?.toISOString(),
    tags: Object.fromEntries((instance.Tags ?? []).map(({ Key = '', Value }) => [Key, Value])),
    stoppable: instance.RootDeviceType !== 'instance-store' && !instance.InstanceLifecycle,
    hibernated: instance.StateReason?.Code === 'Client.UserInitiatedHibernate',
  };
}
