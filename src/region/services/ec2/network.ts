/**
 * The default VPC that every account has in every Region: a subnet in each Availability Zone and the default security
 * group (Default VPCs, Amazon VPC User Guide). It is where an instance is placed; machines get their addresses from
 * their driver, so no address of it is given out.
 */
import type { Context } from '../../service.ts';
import type { Database } from '../../store/database.ts';

export interface Vpc {
  readonly id: string;
  readonly cidrBlock: string;
  readonly dhcpOptionsId: string;
}

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly availabilityZone: string;
  readonly cidrBlock: string;
}

export interface SecurityGroup {
  readonly id: string;
  readonly vpcId: string;
  readonly name: string;
  readonly description: string;
}

/** `us-east-1` -> `us-east-1a`, `us-east-1b`, `us-east-1c` */
export function zonesOf(region: string): string[] {
  return ['a', 'b', 'c'].map((letter) => `${region}${letter}`);
}

/** How the parts of a Region's name are shortened in the ids of its zones. */
const shortened: Readonly<Record<string, string>> = {
  north: 'n',
  northeast: 'ne',
  east: 'e',
  southeast: 'se',
  south: 's',
  southwest: 'sw',
  west: 'w',
  northwest: 'nw',
  central: 'c',
  gov: 'g',
};

/** The id of a zone, which names the same place in every account: `ap-southeast-2b` -> `apse2-az2` */
export function zoneId(zone: string): string {
  const [, region = '', letter = ''] = zone.match(/^(.+)([a-z])$/) ?? [];
  const name = region.split('-').map((part) => shortened[part] ?? part);
  return `${name.join('')}-az${letter.charCodeAt(0) - 'a'.charCodeAt(0) + 1}`;
}

/** Makes the default VPC, once. */
export function openNetwork(context: Context): void {
  const { db, region } = context;
  if (allVpcs(db).length > 0) return;
  const vpcId = `vpc-${context.hex(17)}`;
  db.run(
    'INSERT INTO ec2_vpcs (vpc_id, cidr_block, dhcp_options_id) VALUES (?, ?, ?)',
    vpcId,
    '172.31.0.0/16',
    `dopt-${context.hex(17)}`,
  );
  for (const [index, zone] of zonesOf(region).entries()) {
    db.run(
      'INSERT INTO ec2_subnets (subnet_id, vpc_id, availability_zone, cidr_block) VALUES (?, ?, ?, ?)',
      `subnet-${context.hex(17)}`,
      vpcId,
      zone,
      `172.31.${index * 16}.0/20`,
    );
  }
  db.run(
    'INSERT INTO ec2_security_groups (group_id, vpc_id, group_name, description) VALUES (?, ?, ?, ?)',
    `sg-${context.hex(17)}`,
    vpcId,
    'default',
    'default VPC security group',
  );
}

export function allVpcs(db: Database): Vpc[] {
  return db.all(
    'SELECT vpc_id AS id, cidr_block AS cidrBlock, dhcp_options_id AS dhcpOptionsId FROM ec2_vpcs ORDER BY 1',
  );
}

/** In the order of their zones. */
export function allSubnets(db: Database): Subnet[] {
  return db.all(
    `SELECT subnet_id AS id, vpc_id AS vpcId, availability_zone AS availabilityZone, cidr_block AS cidrBlock
       FROM ec2_subnets ORDER BY availability_zone, subnet_id`,
  );
}

export function allSecurityGroups(db: Database): SecurityGroup[] {
  return db.all(
    `SELECT group_id AS id, vpc_id AS vpcId, group_name AS name, description FROM ec2_security_groups ORDER BY group_id`,
  );
}
