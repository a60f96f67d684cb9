/** The instances that a stack selects, as EC2 describes them: read page by page, and shown while they are still read. */
import { type Instance, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import { paginateListGroupResources } from '@aws-sdk/client-resource-groups';
import type { Clients } from '../../aws/clients.ts';
import type { Tags } from '../../maintenance/rules/tags.ts';
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
  end: Promise<void>;
}

const passes = new WeakMap<Clients, Map<string, { last?: Inventory; now?: Pass }>>();

/**
 * Reads all of them; those who look at once share one reading. Where nothing is known yet it answers after a moment with what
 * has come by then, so that a large fleet is seen as it is read.
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
  entry.now ??= begin(clients, standing, (pass, isWhole) => {
    entry.now = undefined;
    if (isWhole) entry.last = { instances: [...pass.found.values()], whole: true };
  });
  const pass = entry.now;
  if (entry.last || patience === Number.POSITIVE_INFINITY) await pass.end;
  else await within(patience, pass.end);
  return entry.last ?? { instances: [...pass.found.values()], whole: false };
}

function begin(clients: Clients, standing: Standing, onEnd: (pass: Pass, isWhole: boolean) => void): Pass {
  const pass: Pass = { found: new Map(), end: Promise.resolve() };
  pass.end = readInto(pass.found, clients, standing).then(
    () => onEnd(pass, true),
    (error) => {
      onEnd(pass, false);
      throw error;
    },
  );
  pass.end.catch(() => {});
  return pass;
}

async function readInto(found: Map<string, Seen>, clients: Clients, { filters, resourceGroup }: Standing) {
  const members = resourceGroup === undefined ? undefined : await membersOf(clients, resourceGroup);
  for (const filter of filters) {
    const pages = paginateDescribeInstances({ client: clients.ec2, pageSize }, { Filters: [present, filter] });
    for await (const { Reservations = [] } of pages)
      for (const { Instances = [] } of Reservations)
        for (const instance of Instances)
          if (members?.has(instance.InstanceId ?? '') ?? true) found.set(instance.InstanceId ?? '', seen(instance));
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
