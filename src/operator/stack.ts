/** Deploying a template and finding what it made. */
import {
  type CloudFormation,
  type Parameter,
  paginateDescribeChangeSet,
  paginateDescribeStackEvents,
  type ResourceChange,
  type Stack,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import type { Clients } from '../aws/clients.ts';
import { Failure } from './failure.ts';
import { poll } from './poll.ts';
import type { TemplateSource } from './template-source.ts';

export interface Deployment {
  readonly stackName: string;
  readonly template: TemplateSource;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What the Outputs of the pattern's template name. */
export interface PatternOutputs {
  readonly WindowId: string;
  readonly WindowTaskId: string;
  readonly StateMachineArn: string;
  /** only of a stack with a demo instance */
  readonly DemoInstanceId?: string;
}

/** What the Outputs of the fleet's template name. */
export interface FleetOutputs {
  readonly WindowId: string;
  readonly PatchFleetArn: string;
  readonly PatchInstanceArn: string;
  readonly FleetPlannerFunction: string;
  readonly LeaseSweeperFunction: string;
  readonly EvidenceBucketName: string;
  readonly AlarmTopicArn: string;
}

export type StackOutputs = PatternOutputs | FleetOutputs;

export function isFleet(outputs: StackOutputs): outputs is FleetOutputs {
  return 'PatchFleetArn' in outputs;
}

/** The stack as it stands, or undefined where there is none. */
export async function findStack({ cloudformation }: Clients, stackName: string): Promise<Stack | undefined> {
  try {
    const { Stacks } = await cloudformation.describeStacks({ StackName: stackName });
    return Stacks?.[0];
  } catch (error) {
    if ((error as Error).name === 'ValidationError' && /does not exist/.test((error as Error).message))
      return undefined;
    throw error;
  }
}

/** @throws Failure when there is no such stack, or one that is no wakepatch stack */
export async function outputsOf(clients: Clients, stackName: string): Promise<StackOutputs> {
  const stack = await findStack(clients, stackName);
  if (!stack)
    throw new Failure(
      `There is no stack ${stackName}. Deploy one with 'wakepatch deploy --stack ${stackName}', or name another with --stack.`,
    );
  const outputs = Object.fromEntries(
    (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
  if (!outputs.WindowId || !(outputs.StateMachineArn || outputs.PatchFleetArn))
    throw new Failure(
      `The stack ${stackName} (${stack.StackStatus}) has no window and no state machine among its outputs. Name a stack that was deployed from wakepatch's template with --stack.`,
    );
  return outputs as unknown as StackOutputs;
}

/** @throws Failure for a stack of the pattern as well */
export async function fleetOf(clients: Clients, stackName: string): Promise<FleetOutputs> {
  const outputs = await outputsOf(clients, stackName);
  if (isFleet(outputs)) return outputs;
  throw new Failure(
    `The stack ${stackName} is no fleet: its window patches each instance by itself. Deploy a fleet with 'wakepatch deploy --fleet', or name one with --stack.`,
  );
}

/** @throws Failure for a stack of a fleet as well */
export async function patternOf(clients: Clients, stackName: string): Promise<PatternOutputs> {
  const outputs = await outputsOf(clients, stackName);
  if (!isFleet(outputs)) return outputs;
  throw new Failure(
    `The stack ${stackName} is a fleet, and has no workflow of the pattern. Name another with --stack.`,
  );
}

/** What a change set would do to one resource. */
export interface Change {
  /** `Add`, `Modify`, `Remove`, … as CloudFormation has it */
  readonly action: string;
  /** the logical id */
  readonly resource: string;
  readonly type: string;
  /** whether the resource would be another one; undefined for what is added or removed */
  readonly replacement?: string;
  /** what of it would change: properties, by their names, and `Tags`, `Metadata` and the like */
  readonly properties: readonly string[];
}

/** A change set that waits to be executed. */
export interface Planned {
  readonly id: string;
  /** there is no stack yet */
  readonly isNew: boolean;
  /** an empty stack was made to hold the change set */
  readonly madeStack: boolean;
  readonly changes: readonly Change[];
}

/**
 * Makes a change set: what deploying would change, without changing it.
 * @returns undefined where nothing would
 */
export async function plan(clients: Clients, deployment: Deployment): Promise<Planned | undefined> {
  const { cloudformation } = clients;
  const before = await findStack(clients, deployment.stackName);
  const isNew = !before || before.StackStatus === 'REVIEW_IN_PROGRESS';
  const { Id = '' } = await cloudformation.createChangeSet({
    StackName: deployment.stackName,
    ChangeSetName: `wakepatch-${Date.now()}`,
    ChangeSetType: isNew ? 'CREATE' : 'UPDATE',
    ...deployment.template,
    Capabilities: ['CAPABILITY_IAM'],
    Parameters: await parametersFor(clients, deployment, isNew ? undefined : before),
  });
  const set = await poll(async () => {
    const found = await cloudformation.describeChangeSet({ ChangeSetName: Id });
    return found.Status === 'CREATE_COMPLETE' || found.Status === 'FAILED' ? found : undefined;
  });
  if (set.Status === 'FAILED') {
    await discard(clients, deployment.stackName, { id: Id, madeStack: !before });
    if (/didn't contain changes|No updates/.test(set.StatusReason ?? '')) return undefined;
    throw new Failure(`The change set failed: ${set.StatusReason}`);
  }
  const changes: Change[] = [];
  for await (const { Changes = [] } of paginateDescribeChangeSet({ client: cloudformation }, { ChangeSetName: Id }))
    changes.push(...Changes.map(({ ResourceChange: change = {} }) => changeOf(change)));
  return { id: Id, isNew, madeStack: !before, changes };
}

/** What is named, and what the stack has of the template's other parameters: one that is left out would get its default. */
async function parametersFor(
  { cloudformation }: Clients,
  { parameters, template }: Deployment,
  stack: Stack | undefined,
): Promise<Parameter[]> {
  const { Parameters: declared = [] } = stack ? await cloudformation.getTemplateSummary(template) : {};
  const kept = declared.filter(
    ({ ParameterKey = '' }) =>
      !Object.hasOwn(parameters, ParameterKey) &&
      stack?.Parameters?.some((parameter) => parameter.ParameterKey === ParameterKey),
  );
  return [
    ...Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    ...kept.map(({ ParameterKey }) => ({ ParameterKey, UsePreviousValue: true })),
  ];
}

function changeOf(change: ResourceChange): Change {
  const { Action = '', LogicalResourceId = '', ResourceType = '', Replacement, Details = [] } = change;
  const properties = Details.map(({ Target: { Attribute = '', Name } = {} }) => Name ?? Attribute);
  return {
    action: Action,
    resource: LogicalResourceId,
    type: ResourceType,
    replacement: Replacement,
    properties: [...new Set(properties)],
  };
}

/** Takes a change set away, and the empty stack that CloudFormation made to hold it; one that was there may hold others'. */
export async function discard(
  { cloudformation }: Clients,
  stackName: string,
  { id, madeStack }: Pick<Planned, 'id' | 'madeStack'>,
): Promise<void> {
  await cloudformation.deleteChangeSet({ ChangeSetName: id });
  if (madeStack) await cloudformation.deleteStack({ StackName: stackName });
}

/** Executes a change set and follows the stack to its end. @throws Failure when it ends in anything but success */
export async function execute(
  clients: Clients,
  stackName: string,
  changeSet: string,
  onEvent: (event: StackEvent) => void,
  signal?: AbortSignal,
): Promise<void> {
  const since = await newestEvent(clients, stackName);
  await clients.cloudformation.executeChangeSet({ ChangeSetName: changeSet });
  const status = await follow(clients, stackName, since, onEvent, signal);
  if (!/^(CREATE|UPDATE)_COMPLETE$/.test(status))
    throw new Failure(
      `The stack ${stackName} ended as ${status}. The first event with FAILED above says why.`,
      'unwell',
    );
}

/** Deletes a stack and follows it to its end. @throws Failure */
export async function remove(
  clients: Clients,
  stackName: string,
  onEvent: (event: StackEvent) => void,
  signal?: AbortSignal,
): Promise<void> {
  const stack = await findStack(clients, stackName);
  if (!stack?.StackId) return;
  const since = await newestEvent(clients, stackName);
  await clients.cloudformation.deleteStack({ StackName: stackName });
  const status = await follow(clients, stack.StackId, since, onEvent, signal);
  if (status !== 'DELETE_COMPLETE')
    throw new Failure(
      `The stack ${stackName} ended as ${status}. The first event with FAILED above says why.`,
      'unwell',
    );
}

async function newestEvent({ cloudformation }: Clients, stackName: string): Promise<string | undefined> {
  return (await cloudformation.describeStackEvents({ StackName: stackName })).StackEvents?.[0]?.EventId;
}

async function follow(
  { cloudformation }: Clients,
  stackName: string,
  since: string | undefined,
  onEvent: (event: StackEvent) => void,
  signal?: AbortSignal,
): Promise<string> {
  let seen = since;
  return poll(async () => {
    const { Stacks } = await cloudformation.describeStacks({ StackName: stackName });
    const fresh = await eventsSince(cloudformation, stackName, seen);
    for (const event of fresh.toReversed()) onEvent(event);
    seen = fresh[0]?.EventId ?? seen;
    const status = Stacks?.[0]?.StackStatus ?? '';
    return /_IN_PROGRESS$/.test(status) ? undefined : status;
  }, signal);
}

/** The newest first. A page has a hundred of them, and a stack may have more between two looks. */
async function eventsSince(client: CloudFormation, StackName: string, seen: string | undefined): Promise<StackEvent[]> {
  const found: StackEvent[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName })) {
    const known = StackEvents.findIndex(({ EventId }) => EventId === seen);
    found.push(...StackEvents.slice(0, known < 0 ? undefined : known));
    if (known >= 0) break;
  }
  return found;
}

/** `CREATE_COMPLETE  StateMachine  AWS::StepFunctions::StateMachine` */
export function eventLine(event: StackEvent): string {
  const reason = event.ResourceStatusReason ? `: ${event.ResourceStatusReason}` : '';
  return `${event.ResourceStatus}  ${event.LogicalResourceId} (${event.ResourceType})${reason}`;
}
