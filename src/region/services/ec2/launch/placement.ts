import type { Database } from '../../../store/database.ts';
import { invalidValue, noSuchGroup, noSuchSubnet } from '../errors.ts';
import { allSecurityGroups, allSubnets, type Subnet } from '../network.ts';

export interface Placement {
  readonly subnet: Subnet;
  readonly securityGroupIds: readonly string[];
}

interface Wanted {
  SubnetId?: string | undefined;
  SecurityGroupIds?: string[] | undefined;
  Placement?: { AvailabilityZone?: string | undefined } | undefined;
}

/**
 * Where instances are launched: the subnet that is asked for, else the default subnet of the zone that is, else the
 * first one; with the default security group unless others are named.
 * @throws InvalidSubnetID.NotFound, InvalidGroup.NotFound, InvalidParameterValue
 */
export function place(db: Database, wanted: Wanted): Placement {
  const subnet = subnetFor(allSubnets(db), wanted);
  const groups = allSecurityGroups(db).filter(({ vpcId }) => vpcId === subnet.vpcId);
  for (const id of wanted.SecurityGroupIds ?? []) if (!groups.some((group) => group.id === id)) throw noSuchGroup(id);
  const named = wanted.SecurityGroupIds?.length ? wanted.SecurityGroupIds : undefined;
  return { subnet, securityGroupIds: named ?? groups.filter(({ name }) => name === 'default').map(({ id }) => id) };
}

function subnetFor(subnets: readonly Subnet[], { SubnetId, Placement }: Wanted): Subnet {
  const zone = Placement?.AvailabilityZone;
  const found = subnets.find(
    ({ id, availabilityZone }) => (SubnetId ?? id) === id && (zone ?? availabilityZone) === availabilityZone,
  );
  if (found) return found;
  if (SubnetId === undefined) throw invalidValue(`Invalid availability zone: [${zone}]`);
  const known = subnets.find(({ id }) => id === SubnetId);
  if (!known) throw noSuchSubnet(SubnetId);
  throw invalidValue(
    `The availability zone of the specified subnet '${SubnetId}' is ${known.availabilityZone}, not ${zone}`,
  );
}
