import { paginateDescribeStackEvents, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { Failure } from '../../operator/failure.ts';
import { findStack } from '../../operator/stack.ts';
import type { Context, View } from '../view.ts';

/** Times are ISO 8601. */
export interface StackResource {
  readonly logicalId: string;
  readonly physicalId?: string;
  /** such as `AWS::Lambda::Function` */
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly updated?: string;
}

export interface StackHappening {
  readonly id: string;
  readonly at: string;
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

export interface StackAnswer {
  readonly name: string;
  readonly id: string;
  readonly status: string;
  readonly reason?: string;
  readonly description?: string;
  readonly created?: string;
  readonly updated?: string;
  readonly parameters: readonly { readonly key: string; readonly value: string }[];
  readonly outputs: readonly { readonly key: string; readonly value: string; readonly description?: string }[];
  readonly resources: readonly StackResource[];
  /** the newest first */
  readonly events: readonly StackHappening[];
}

/** As many as a person reads: the newest. */
const mostEvents = 200;

/** One stack: what it is made of and what happens to it. */
export const stack: View<{ stack: string }, StackAnswer> = {
  params: ['stack'],
  async read(context, { stack: name }) {
    const found = await findStack(context.clients, name);
    if (!found) throw new Failure(`There is no stack ${name}. It was deleted, or stands in another account or Region.`);
    return {
      name,
      id: found.StackId ?? '',
      status: found.StackStatus ?? '',
      reason: found.StackStatusReason,
      description: found.Description,
      created: found.CreationTime?.toISOString(),
      updated: found.LastUpdatedTime?.toISOString(),
      parameters: (found.Parameters ?? []).map(({ ParameterKey: key = '', ParameterValue: value = '' }) => ({
        key,
        value,
      })),
      outputs: (found.Outputs ?? []).map(
        ({ OutputKey: key = '', OutputValue: value = '', Description: description }) => ({
          key,
          value,
          description,
        }),
      ),
      resources: await resourcesOf(context, name),
      events: await eventsOf(context, name),
    };
  },
};

async function resourcesOf({ clients }: Context, StackName: string): Promise<StackResource[]> {
  const all: StackResource[] = [];
  for await (const page of paginateListStackResources({ client: clients.cloudformation }, { StackName }))
    for (const resource of page.StackResourceSummaries ?? [])
      all.push({
        logicalId: resource.LogicalResourceId ?? '',
        physicalId: resource.PhysicalResourceId,
        type: resource.ResourceType ?? '',
        status: resource.ResourceStatus ?? '',
        reason: resource.ResourceStatusReason,
        updated: resource.LastUpdatedTimestamp?.toISOString(),
      });
  return all;
}

async function eventsOf({ clients }: Context, StackName: string): Promise<StackHappening[]> {
  const all: StackHappening[] = [];
  for await (const page of paginateDescribeStackEvents({ client: clients.cloudformation }, { StackName })) {
    for (const event of page.StackEvents ?? [])
      all.push({
        id: event.EventId ?? '',
        at: event.Timestamp?.toISOString() ?? '',
        logicalId: event.LogicalResourceId ?? '',
        type: event.ResourceType ?? '',
        status: event.ResourceStatus ?? '',
        reason: event.ResourceStatusReason,
      });
    if (all.length >= mostEvents) break;
  }
  return all.slice(0, mostEvents);
}
