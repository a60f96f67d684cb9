import { operation } from '../../../service.ts';
import { type FilterTable, filterOf } from '../filters.ts';
import { page } from '../pages.ts';
import { allInstances, type Instance } from '../rows.ts';

const filters: FilterTable<Instance> = {
  'instance-id': ({ id }) => [id],
  state: () => ['associated'],
};

/** Which instance has which instance profile; it is settled at the launch. */
export const DescribeIamInstanceProfileAssociations = operation<'ec2', 'DescribeIamInstanceProfileAssociations'>({
  accepts: ['AssociationIds', 'Filters', 'MaxResults', 'NextToken'],
  run(input, { db }) {
    const withProfile = allInstances(db).filter(
      ({ state, details }) =>
        details.profile !== undefined &&
        state !== 'terminated' &&
        (!input.AssociationIds?.length || input.AssociationIds.includes(details.profileAssociationId!)),
    );
    const found = withProfile.filter(filterOf('DescribeIamInstanceProfileAssociations', input.Filters, filters));
    const { items, NextToken } = page(found, input, ({ sequence }) => sequence);
    const IamInstanceProfileAssociations = items.map(({ id, details }) => ({
      AssociationId: details.profileAssociationId,
      InstanceId: id,
      IamInstanceProfile: details.profile,
      State: 'associated' as const,
    }));
    return { IamInstanceProfileAssociations, NextToken };
  },
});
