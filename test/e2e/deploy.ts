/** The template as it stands in `templates/`, deployed as anybody deploys it. */
import { readFileSync } from 'node:fs';
import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Clients } from '../region.ts';
import { until } from './until.ts';

const template = readFileSync(new URL('../../templates/wakepatch.yaml', import.meta.url), 'utf8');

export const stackName = 'patching';

/** What the template's Outputs name. */
export interface Outputs {
  readonly WindowId: string;
  readonly StateMachineArn: string;
  readonly DemoInstanceId: string;
  readonly [name: string]: string;
}

/** Asks for the stack, and does not wait for it. @param parameters of the template, where not by default */
export async function beginDeployment(
  { cloudformation }: Pick<Clients, 'cloudformation'>,
  parameters: Readonly<Record<string, string>> = {},
): Promise<void> {
  await cloudformation.createStack({
    StackName: stackName,
    TemplateBody: template,
    Capabilities: ['CAPABILITY_IAM'],
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
  });
}

/** The stack once nothing is in progress. @throws Error with its events when it did not come to stand */
export async function deployed({ cloudformation }: Pick<Clients, 'cloudformation'>): Promise<Outputs> {
  const stack = await until<Stack>(
    'the stack is made',
    async () => (await cloudformation.describeStacks({ StackName: stackName })).Stacks![0]!,
    ({ StackStatus }) => !StackStatus!.endsWith('_IN_PROGRESS'),
  );
  if (stack.StackStatus !== 'CREATE_COMPLETE') {
    const { StackEvents = [] } = await cloudformation.describeStackEvents({ StackName: stackName });
    const failures = StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('FAILED'));
    throw new Error(`${stack.StackStatus}: ${failures.map((each) => each.ResourceStatusReason).join('; ')}`);
  }
  return Object.fromEntries(stack.Outputs!.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])) as never;
}

/** The physical id of a resource, e.g. the name of a role. */
export async function physicalId(
  { cloudformation }: Pick<Clients, 'cloudformation'>,
  LogicalResourceId: string,
): Promise<string> {
  const { StackResourceDetail } = await cloudformation.describeStackResource({
    StackName: stackName,
    LogicalResourceId,
  });
  return StackResourceDetail!.PhysicalResourceId!;
}
