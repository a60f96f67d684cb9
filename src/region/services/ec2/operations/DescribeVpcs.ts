import { operation } from '../../../service.ts';
import { noSuchVpc } from '../errors.ts';
import { type FilterTable, filterOf, tagFilters } from '../filters.ts';
import { allVpcs, type Vpc } from '../network.ts';
import { page } from '../pages.ts';
import { chosen } from '../reading.ts';
import { tagsOf } from '../tags.ts';

const filters: FilterTable<Vpc> = {
  cidr: ({ cidrBlock }) => [cidrBlock],
  'dhcp-options-id': ({ dhcpOptionsId }) => [dhcpOptionsId],
  'is-default': () => ['true'],
  isDefault: () => ['true'],
  state: () => ['available'],
  'vpc-id': ({ id }) => [id],
};

/** The VPCs of the account: the default one. */
export const DescribeVpcs = operation<'ec2', 'DescribeVpcs'>({
  accepts: ['VpcIds', 'Filters', 'MaxResults', 'NextToken', 'DryRun'],
  run(input, { account, db }) {
    const vpcs = chosen(allVpcs(db), input.VpcIds, noSuchVpc);
    const tags = tagFilters<Vpc>(({ id }) => tagsOf(db, id));
    const { items, NextToken } = page(
      vpcs.filter(filterOf('DescribeVpcs', input.Filters, filters, tags)),
      input,
      ({ id }) => id,
    );
    const Vpcs = items.map(({ id, cidrBlock, dhcpOptionsId }) => ({
      VpcId: id,
      OwnerId: account,
      CidrBlock: cidrBlock,
      DhcpOptionsId: dhcpOptionsId,
      InstanceTenancy: 'default' as const,
      IsDefault: true,
      State: 'available' as const,
      Tags: tagsOf(db, id),
    }));
    return { Vpcs, NextToken };
  },
});
