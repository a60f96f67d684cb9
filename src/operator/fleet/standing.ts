/** What stands of a stack for weeks: its outputs, its parameters, and which instances it selects. */
import type { Filter } from '@aws-sdk/client-ec2';
import type { Clients } from '../../aws/clients.ts';
import { remembered } from '../remember.ts';
import { findStack, isFleet, outputsOf, type StackOutputs } from '../stack.ts';

export interface Standing {
  readonly outputs: StackOutputs;
  readonly kind: 'fleet' | 'pattern';
  readonly parameters: Readonly<Record<string, string | undefined>>;
  /** each selects instances by itself; none: nothing is selected, which is never "all" */
  readonly filters: readonly Filter[];
  /** of the instances only the members of this resource group, if one is named */
  readonly resourceGroup?: string;
}

/** Half a minute: by then what was deployed anew is seen. @throws Failure when there is no such stack */
export const standingOf = remembered(30_000, async (clients, stackName): Promise<Standing> => {
  const [outputs, stack] = await Promise.all([outputsOf(clients, stackName), findStack(clients, stackName)]);
  const parameters = Object.fromEntries(
    (stack?.Parameters ?? []).map(({ ParameterKey = '', ParameterValue }) => [ParameterKey, ParameterValue]),
  );
  return {
    outputs,
    kind: isFleet(outputs) ? 'fleet' : 'pattern',
    parameters,
    filters: await filtersOf(clients, outputs.WindowId),
    resourceGroup: parameters.TargetResourceGroup || undefined,
  };
});

/** The window's targets as EC2 has them. Source: SSM API Reference, "Target". */
async function filtersOf({ ssm }: Clients, WindowId: string): Promise<Filter[]> {
  const { Targets = [] } = await ssm.describeMaintenanceWindowTargets({ WindowId });
  return Targets.flatMap(({ Targets: targets = [] }) => targets)
    .filter(({ Key, Values }) => Key && Values?.length)
    .map(({ Key, Values }) => ({ Name: Key === 'InstanceIds' ? 'instance-id' : Key, Values }));
}
