/** People who come between: at every call of a maintenance somebody does something to the instance. */
import { TAG } from '../../../src/maintenance/rules/tags.ts';
import type { Fleet } from '../fleet.ts';
import type { Case } from './case.ts';
import type { CallFault } from './faulty-services.ts';

/** @returns whether the instance is theirs from then on */
type Deed = (fleet: Fleet, instanceId: string) => Promise<boolean>;

async function leaseKeys({ clients }: Fleet, instanceId: string): Promise<{ Key: string }[]> {
  const { Tags = [] } = await clients.ec2.describeTags({ Filters: [{ Name: 'resource-id', Values: [instanceId] }] });
  return Tags.filter(({ Key = '' }) => Key.startsWith(TAG.lease)).map(({ Key }) => ({ Key: Key! }));
}

const theirs = async (work: Promise<unknown>) => {
  await work;
  return true;
};

const DEEDS: Readonly<Record<string, Deed>> = {
  'stops it': ({ clients }, id) => theirs(clients.ec2.stopInstances({ InstanceIds: [id] })),
  'terminates it': ({ clients }, id) => theirs(clients.ec2.terminateInstances({ InstanceIds: [id] })),
  'reboots it': ({ clients }, id) => theirs(clients.ec2.rebootInstances({ InstanceIds: [id] })),
  // Starting what runs makes nobody its owner.
  async 'starts it'({ clients }, id) {
    const { StartingInstances } = await clients.ec2.startInstances({ InstanceIds: [id] });
    return StartingInstances?.[0]?.PreviousState?.Name === 'stopped';
  },
  async 'takes the lease away'(fleet, id) {
    const Tags = await leaseKeys(fleet, id);
    if (Tags.length) await fleet.clients.ec2.deleteTags({ Resources: [id], Tags });
    return Tags.length > 0;
  },
  'holds it': ({ clients }, id) =>
    theirs(clients.ec2.createTags({ Resources: [id], Tags: [{ Key: TAG.hold, Value: '2027-01-01' }] })),
};

export function peopleCases(sites: readonly Pick<CallFault, 'caller' | 'call'>[]): Case[] {
  return sites.flatMap(({ caller, call }) =>
    Object.entries(DEEDS).flatMap(([what, does]) =>
      (['stopped', 'running'] as const).map((found) => ({
        name: `somebody ${what} at ${caller}: ${call}; found ${found}`,
        found,
        act: { at: `${caller} ${call}`, does },
      })),
    ),
  );
}
