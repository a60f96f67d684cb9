import { arn } from '../../../arn.ts';
import { operation } from '../../../service.ts';
import { noSuchSubnet } from '../errors.ts';
import { type FilterTable, filterOf, tagFilters } from '../filters.ts';
import { allSubnets, type Subnet, zoneId } from '../network.ts';
import { page } from '../pages.ts';
import { chosen } from '../reading.ts';
import { tagsOf } from '../tags.ts';

const filters: FilterTable<Subnet> = {
  'availability-zone': ({ availabilityZone }) => [availabilityZone],
  'availability-zone-id': ({ availabilityZone }) => [zoneId(availabilityZone)],
  availabilityZone: ({ availabilityZone }) => [availabilityZone],
  'cidr-block': ({ cidrBlock }) => [cidrBlock],
  'default-for-az': () => ['true'],
  state: () => ['available'],
  'subnet-id': ({ id }) => [id],
  'vpc-id': ({ vpcId }) => [vpcId],
};

/** The default subnet of each Availability Zone. */
export const DescribeSubnets = operation<'ec2', 'DescribeSubnets'>({
  accepts: ['SubnetIds', 'Filters', 'MaxResults', 'NextToken', 'DryRun'],
  run(input, context) {
    const { account, db } = context;
    const subnets = chosen(allSubnets(db), input.SubnetIds, noSuchSubnet);
    const tags = tagFilters<Subnet>(({ id }) => tagsOf(db, id));
    const found = subnets.filter(filterOf('DescribeSubnets', input.Filters, filters, tags));
    const { items, NextToken } = page(found, input, ({ availabilityZone }) => availabilityZone);
    const Subnets = items.map(({ id, vpcId, availabilityZone, cidrBlock }) => ({
      SubnetId: id,
      SubnetArn: arn(context, 'ec2', `subnet/${id}`),
      OwnerId: account,
      VpcId: vpcId,
      AvailabilityZone: availabilityZone,
      AvailabilityZoneId: zoneId(availabilityZone),
      CidrBlock: cidrBlock,
      DefaultForAz: true,
      State: 'available' as const,
      Tags: tagsOf(db, id),
    }));
    return { Subnets, NextToken };
  },
});
