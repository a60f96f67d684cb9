import { paginateDescribeStackEvents, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { Failure } from '../../operator/failure.ts';
import { findStack } from '../../operator/stack.ts';
import {
  type FailedResource,
  failuresIn,
  type Progress,
  progressOf,
  type StackHappening,
} from '../../operator/stack-progress.ts';
import { type TemplateFacts, templateFacts } from '../../operator/stack-template.ts';
import type { Context, View } from '../view.ts';

export type { StackHappening };

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

export interface StackParameter {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  /** whether nobody has chosen another value than the template's */
  readonly isDefault: boolean;
}

export interface StackAnswer {
  readonly name: string;
  readonly id: string;
  readonly status: string;
  readonly reason?: string;
  readonly description?: string;
  readonly created?: string;
  readonly updated?: string;
  readonly parameters: readonly StackParameter[];
  readonly outputs: readonly { readonly key: string; readonly value: string; readonly description?: string }[];
  /** what the newest operation failed with, the first first */
  readonly failures: readonly FailedResource[];
  readonly progress?: Progress;
  readonly resources: readonly StackResource[];
  /** the newest first */
  readonly events: readonly StackHappening[];
  /** whether there are older events */
  readonly isCut: boolean;
}

/** As many as a person reads: the newest. */
const mostEvents = 200;

/** One stack: what it is made of and what happens to it. */
export const stack: View<{ stack: string }, StackAnswer> = {
  params: ['stack'],
  async read(context, { stack: name }) {
    const found = await findStack(context.clients, name);
    if (!found) throw new Failure(`There is no stack ${name}. It was deleted, or stands in another account or Region.`);
    const { StackId: id = '', StackStatus: status = '', LastUpdatedTime, Parameters = [], Outputs = [] } = found;
    const [facts, resources, { events, isCut }] = await Promise.all([
      templateFacts(context.clients, name, `${id} ${LastUpdatedTime?.getTime()}`),
      resourcesOf(context, name),
      eventsOf(context, name),
    ]);
    return {
      name,
      id,
      status,
      reason: found.StackStatusReason,
      description: found.Description,
      created: found.CreationTime?.toISOString(),
      updated: LastUpdatedTime?.toISOString(),
      parameters: Parameters.map(({ ParameterKey = '', ParameterValue = '' }) =>
        parameter(facts, ParameterKey, ParameterValue),
      ),
      outputs: Outputs.map(({ OutputKey: key = '', OutputValue: value = '', Description: description }) => ({
        key,
        value,
        description,
      })),
      failures: /FAILED|ROLLBACK/.test(status) ? failuresIn(events) : [],
      progress: progressOf(status, resources, events, facts),
      resources,
      events: events.slice(0, mostEvents),
      isCut: isCut || events.length > mostEvents,
    };
  },
};

function parameter({ descriptions, defaults }: TemplateFacts, key: string, value: string): StackParameter {
  return { key, value, description: descriptions[key], isDefault: defaults[key] === value };
}

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

async function eventsOf({ clients }: Context, StackName: string) {
  const events: StackHappening[] = [];
  for await (const page of paginateDescribeStackEvents({ client: clients.cloudformation }, { StackName })) {
    for (const event of page.StackEvents ?? [])
      events.push({
        id: event.EventId ?? '',
        at: event.Timestamp?.toISOString() ?? '',
        logicalId: event.LogicalResourceId ?? '',
        type: event.ResourceType ?? '',
        status: event.ResourceStatus ?? '',
        reason: event.ResourceStatusReason,
      });
    if (events.length >= mostEvents) return { events, isCut: page.NextToken !== undefined };
  }
  return { events, isCut: false };
}
