import type { InstanceInformation } from '@aws-sdk/client-ssm';
import { type Context, operation } from '../../../service.ts';
import { allManagedInstances, findManagedInstance, type ManagedInstance } from '../agent/rows.ts';
import { invalidFilterKey } from '../errors.ts';
import { instancesById, tagsOf } from '../fleet.ts';
import { page } from '../pages.ts';

interface Filtered {
  readonly information: InstanceInformation;
  readonly tags: Readonly<Record<string, string>>;
}

const by =
  (member: 'InstanceId' | 'PingStatus' | 'PlatformType' | 'AgentVersion' | 'IamRole' | 'ResourceType') =>
  (values: readonly string[], { information }: Filtered): boolean =>
    values.includes(information[member] ?? '');

/** InstanceInformationStringFilter, by key. */
const filters: Readonly<Record<string, (values: readonly string[], filtered: Filtered) => boolean>> = {
  InstanceIds: by('InstanceId'),
  PingStatus: by('PingStatus'),
  PlatformTypes: by('PlatformType'),
  AgentVersion: by('AgentVersion'),
  IamRole: by('IamRole'),
  ResourceType: by('ResourceType'),
  'tag-key': (values, { tags }) => values.some((key) => key in tags),
};

function matches(key: string, values: readonly string[], filtered: Filtered): boolean {
  if (key.startsWith('tag:')) return values.includes(filtered.tags[key.slice('tag:'.length)] ?? '');
  const filter = filters[key];
  if (filter === undefined) throw invalidFilterKey(`The filter key ${key} is not valid.`);
  return filter(values, filtered);
}

/** The managed instances: those whose agent has reported at least once. */
export const DescribeInstanceInformation = operation<'ssm', 'DescribeInstanceInformation'>({
  accepts: ['Filters', 'InstanceInformationFilterList', 'MaxResults', 'NextToken'],
  run({ Filters = [], InstanceInformationFilterList = [], ...paging }, context) {
    const given = [
      ...Filters.map(({ Key, Values }) => [Key!, Values!] as const),
      ...InstanceInformationFilterList.map(({ key, valueSet }) => [key!, valueSet!] as const),
    ];
    const ids = given.find(([key]) => key === 'InstanceIds')?.[1];
    const found = describeAll(
      context,
      ids,
      given.some(([key]) => key.startsWith('tag')),
    )
      .filter((filtered) => given.every(([key, values]) => matches(key, values, filtered)))
      .map(({ information }) => information);
    const { items, NextToken } = page(found, paging, { least: 5, most: 50 });
    return { InstanceInformationList: items, NextToken };
  },
});

/** @param ids those that are asked for by id: many ask that way, so they need not wait for a look at all */
function describeAll(context: Context, ids: readonly string[] | undefined, withTags: boolean): Filtered[] {
  const all = ids === undefined ? allManagedInstances(context.db) : managed(context, ids);
  const instances = withTags
    ? instancesById(
        context,
        all.map(({ id }) => id),
      )
    : new Map();
  return all.map((each) => ({ information: describe(each), tags: tagsOf(instances.get(each.id)) }));
}

const managed = ({ db }: Context, ids: readonly string[]): ManagedInstance[] =>
  [...new Set(ids)]
    .flatMap((id) => findManagedInstance(db, id) ?? [])
    .sort((a, b) => a.registeredAt - b.registeredAt || (a.id < b.id ? -1 : 1));

function describe({
  id,
  connected,
  lastPingAt,
  iamRole,
  ipAddress,
  agentVersion,
  facts,
}: ManagedInstance): InstanceInformation {
  return {
    InstanceId: id,
    PingStatus: connected ? 'Online' : 'ConnectionLost',
    LastPingDateTime: new Date(lastPingAt),
    AgentVersion: agentVersion ?? undefined,
    IsLatestVersion: true,
    PlatformType: 'Linux',
    ResourceType: 'EC2Instance',
    SourceId: id,
    SourceType: 'AWS::EC2::Instance',
    IamRole: iamRole,
    ...(ipAddress !== null && { IPAddress: ipAddress }),
    ...(facts !== null && {
      PlatformName: facts.platformName,
      PlatformVersion: facts.platformVersion,
      ComputerName: facts.computerName,
    }),
  };
}
