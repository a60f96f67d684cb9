import type { Filter } from '@aws-sdk/client-ec2';
import type { Instance } from '../rules/instance-state.ts';
import { ec2, resourceGroups } from './clients.ts';
import { instanceFrom } from './describe-instance.ts';
import { failure } from './failure.ts';

/** Which instances: by tag, or by id; of those, only the members of a resource group, if one is named. */
export interface Selection {
  tagKey: string;
  tagValue: string;
  /** separated by commas */
  instanceIds: string;
  resourceGroup: string;
}

/** The selected instances that exist. Throws `EmptySelection` when nothing is selected: that is never "all". */
export async function describeSelected(selection: Selection): Promise<{ instanceId: string; instance: Instance }[]> {
  const { tagKey, tagValue, instanceIds, resourceGroup } = selection;
  const ids = instanceIds.split(',').filter((id) => id !== '');
  if (!(tagKey && tagValue) && !ids.length) throw failure('EmptySelection', 'neither a tag nor ids are given');
  const Filters: Filter[] = [
    { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] },
    tagKey ? { Name: `tag:${tagKey}`, Values: [tagValue] } : { Name: 'instance-id', Values: ids },
  ];
  const members = resourceGroup ? await membersOf(resourceGroup) : undefined;
  const client = await ec2();
  const found: { instanceId: string; instance: Instance }[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.describeInstances({ Filters, NextToken, MaxResults: 1000 });
    for (const { Instances = [] } of page.Reservations ?? [])
      for (const each of Instances) found.push({ instanceId: each.InstanceId ?? '', instance: instanceFrom(each) });
    NextToken = page.NextToken;
  } while (NextToken);
  return found.filter(({ instanceId }) => members?.has(instanceId) ?? true);
}

async function membersOf(Group: string): Promise<Set<string>> {
  const client = await resourceGroups();
  const ids = new Set<string>();
  let NextToken: string | undefined;
  do {
    const page = await client.listGroupResources({
      Group,
      NextToken,
      Filters: [{ Name: 'resource-type', Values: ['AWS::EC2::Instance'] }],
    });
    for (const { Identifier } of page.Resources ?? []) ids.add(Identifier?.ResourceArn?.split('/').at(-1) ?? '');
    NextToken = page.NextToken;
  } while (NextToken);
  return ids;
}
