import { arn } from '../../../arn.ts';
import { operation } from '../../../service.ts';
import { noSuchGroup } from '../errors.ts';
import { type FilterTable, filterOf, tagFilters } from '../filters.ts';
import { allSecurityGroups, type SecurityGroup } from '../network.ts';
import { page } from '../pages.ts';
import { chosen } from '../reading.ts';
import { tagsOf } from '../tags.ts';

const filters: FilterTable<SecurityGroup> = {
  description: ({ description }) => [description],
  'group-id': ({ id }) => [id],
  'group-name': ({ name }) => [name],
  'vpc-id': ({ vpcId }) => [vpcId],
};

/** The security groups: the default one of the default VPC. Its rules are not told, as no machine is held to any. */
export const DescribeSecurityGroups = operation<'ec2', 'DescribeSecurityGroups'>({
  accepts: ['GroupIds', 'Filters', 'MaxResults', 'NextToken', 'DryRun'],
  run(input, context) {
    const { account, db } = context;
    const groups = chosen(allSecurityGroups(db), input.GroupIds, noSuchGroup);
    const tags = tagFilters<SecurityGroup>(({ id }) => tagsOf(db, id));
    const found = groups.filter(filterOf('DescribeSecurityGroups', input.Filters, filters, tags));
    const { items, NextToken } = page(found, input, ({ id }) => id);
    const SecurityGroups = items.map(({ id, vpcId, name, description }) => ({
      GroupId: id,
      SecurityGroupArn: arn(context, 'ec2', `security-group/${id}`),
      GroupName: name,
      Description: description,
      OwnerId: account,
      VpcId: vpcId,
      Tags: tagsOf(db, id),
    }));
    return { SecurityGroups, NextToken };
  },
});
