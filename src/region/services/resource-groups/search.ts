/** What a query finds: it is asked anew each time, so a group has what fits it at that moment. */
import type { Filter } from '@aws-sdk/client-ec2';
import type { QueryError, ResourceIdentifier } from '@aws-sdk/client-resource-groups';
import { arn } from '../../arn.ts';
import { notSupported, WireError } from '../../errors.ts';
import { type Context, servicePrincipal } from '../../service.ts';
import { allSupported, type Query, type TagFilter } from './query.ts';

export interface Found {
  /** in the order of their ARNs */
  readonly resources: readonly ResourceIdentifier[];
  readonly errors: readonly QueryError[];
}

/** Resource Groups itself, which looks into other services. */
const resourceGroups = servicePrincipal('resource-groups.amazonaws.com');

/** Those that are terminated are in no group any more. */
const present = { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped', 'shutting-down'] };

/** The kinds of resources that are looked for by tag: the ids of those that meet the filters. Adding one: a line here. */
const byTag: Readonly<
  Record<string, { resource: string; find(context: Context, filters: Filter[]): (string | undefined)[] }>
> = {
  'AWS::EC2::Instance': {
    resource: 'instance',
    find: (context, Filters) =>
      (context.call('ec2', 'DescribeInstances', { Filters: [...Filters, present] }, resourceGroups).Reservations ?? [])
        .flatMap(({ Instances = [] }) => Instances)
        .map(({ InstanceId }) => InstanceId),
  },
  'AWS::EC2::Volume': {
    resource: 'volume',
    find: (context, Filters) =>
      (context.call('ec2', 'DescribeVolumes', { Filters }, resourceGroups).Volumes ?? []).map(
        ({ VolumeId }) => VolumeId,
      ),
  },
};

/** The kinds of resources of a stack that groups can have: what a physical id is as an ARN. */
const ofStack: Readonly<Record<string, (context: Context, physicalId: string) => string>> = {
  'AWS::EC2::Instance': (context, id) => arn(context, 'ec2', `instance/${id}`),
  'AWS::Lambda::Function': (context, id) => arn(context, 'lambda', `function:${id}`),
  'AWS::StepFunctions::StateMachine': (_, id) => id,
};

/** @throws WireError NotImplemented for a resource type that is not looked for here */
export function search(context: Context, query: Query): Found {
  const known = query.type === 'TAG_FILTERS_1_0' ? byTag : ofStack;
  const strange = query.resourceTypes.find((type) => type !== allSupported && !Object.hasOwn(known, type));
  if (strange !== undefined) throw notSupported(`the resource type ${strange} in the query of a resource group`);
  const types = query.resourceTypes.includes(allSupported) ? Object.keys(known) : query.resourceTypes;
  return query.type === 'TAG_FILTERS_1_0'
    ? { resources: inOrder(searchTags(context, types, query.tagFilters)), errors: [] }
    : searchStack(context, types, query.stack);
}

function searchTags(
  context: Context,
  types: readonly string[],
  tagFilters: readonly TagFilter[],
): ResourceIdentifier[] {
  const filters = tagFilters.map(({ Key, Values }) =>
    Values.length === 0
      ? { Name: 'tag-key', Values: [literally(Key)] }
      : { Name: `tag:${Key}`, Values: Values.map(literally) },
  );
  return types.flatMap((type) => {
    const { resource, find } = byTag[type]!;
    return find(context, filters).map((id) => ({
      ResourceArn: arn(context, 'ec2', `${resource}/${id}`),
      ResourceType: type,
    }));
  });
}

/** In EC2's filters these are wildcards, in a group's they are not. */
const literally = (text: string): string => text.replace(/[\\*?]/g, '\\$&');

function searchStack(context: Context, types: readonly string[], stack: string): Found {
  try {
    const input = { StackName: stack };
    const { StackResourceSummaries = [] } = context.call('cloudformation', 'ListStackResources', input, resourceGroups);
    const resources = StackResourceSummaries.filter(
      ({ ResourceType, PhysicalResourceId, ResourceStatus }) =>
        types.includes(ResourceType!) && PhysicalResourceId !== undefined && ResourceStatus !== 'DELETE_COMPLETE',
    ).map(({ ResourceType, PhysicalResourceId }) => ({
      ResourceArn: ofStack[ResourceType!]!(context, PhysicalResourceId!),
      ResourceType,
    }));
    return { resources: inOrder(resources), errors: [] };
  } catch (error) {
    if (!(error instanceof WireError && error.code === 'ValidationError')) throw error;
    const Message = `The stack ${stack} does not exist.`;
    return { resources: [], errors: [{ ErrorCode: 'CLOUDFORMATION_STACK_NOT_EXISTING', Message }] };
  }
}

const inOrder = (resources: ResourceIdentifier[]): ResourceIdentifier[] =>
  resources.sort((a, b) => (a.ResourceArn! < b.ResourceArn! ? -1 : 1));
