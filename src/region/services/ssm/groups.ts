/** Instances by resource group, as targets of windows and of commands name them. */
import type { Target } from '@aws-sdk/client-ssm';
import { WireError } from '../../errors.ts';
import type { Context } from '../../service.ts';
import { systemsManager } from './fleet.ts';

/** The keys of targets by resource group. */
export const groupKeys = { name: 'resource-groups:Name', types: 'resource-groups:ResourceTypeFilters' } as const;

export const isGroupKey = (key: string): boolean => key === groupKeys.name || key === groupKeys.types;

/**
 * The ids of the instances in the groups that are named, in the order of the groups. A group that is not there has none.
 * @param targets with one of `resource-groups:Name`, and of `resource-groups:ResourceTypeFilters` if only some types are meant
 */
export function instancesOfGroups(context: Context, targets: readonly Target[]): string[] {
  const valuesOf = (key: string) => targets.filter(({ Key }) => Key === key).flatMap(({ Values = [] }) => Values);
  const types = valuesOf(groupKeys.types);
  if (types.length > 0 && !types.some((type) => type === instanceType || type === 'AWS::AllSupported')) return [];
  return [...new Set(valuesOf(groupKeys.name).flatMap((group) => instancesIn(context, group)))];
}

const instanceType = 'AWS::EC2::Instance';

function instancesIn(context: Context, Group: string): string[] {
  const ids: string[] = [];
  let NextToken: string | undefined;
  try {
    do {
      const found = context.call('resource-groups', 'ListGroupResources', { Group, NextToken }, systemsManager);
      for (const { Identifier } of found.Resources ?? [])
        if (Identifier?.ResourceType === instanceType) ids.push(Identifier.ResourceArn!.split('/').at(-1)!);
      NextToken = found.NextToken;
    } while (NextToken !== undefined);
  } catch (error) {
    if (!(error instanceof WireError && error.code === 'NotFoundException')) throw error;
  }
  return ids;
}

/** What the service-linked role allows for that. */
export const groupLinkedActions: readonly string[] = [
  'resource-groups:ListGroupResources',
  'tag:GetResources',
  'cloudformation:DescribeStacks',
  'cloudformation:ListStackResources',
];
