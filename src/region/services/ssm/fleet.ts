/** What Systems Manager knows of EC2 instances: it asks EC2, as the service that it is. */
import type { Filter, Instance } from '@aws-sdk/client-ec2';
import { type Context, servicePrincipal } from '../../service.ts';

/** Systems Manager itself, with its service-linked role. */
export const systemsManager = servicePrincipal('ssm.amazonaws.com');

function describe(context: Context, filters: Filter[]): Instance[] {
  const { Reservations = [] } = context.call('ec2', 'DescribeInstances', { Filters: filters }, systemsManager);
  return Reservations.flatMap(({ Instances = [] }) => Instances);
}

/** By id; what EC2 does not know is left out. */
export function instancesById(context: Context, ids: readonly string[]): Map<string, Instance> {
  if (ids.length === 0) return new Map();
  const found = describe(context, [{ Name: 'instance-id', Values: [...ids] }]);
  return new Map(found.map((instance) => [instance.InstanceId!, instance]));
}

/** @param filters as DescribeInstances takes them, e.g. `tag:Name` */
export const instancesWhere = describe;

/** Tag key -> value. */
export const tagsOf = (instance: Instance | undefined): Record<string, string> =>
  Object.fromEntries((instance?.Tags ?? []).map(({ Key, Value }) => [Key!, Value ?? '']));

/** The patch group of an instance: its tag `Patch Group`, or `PatchGroup` where tags are allowed in instance metadata. */
export function patchGroupOf(instance: Instance | undefined): string | undefined {
  const tags = tagsOf(instance);
  return tags['Patch Group'] ?? tags.PatchGroup;
}
