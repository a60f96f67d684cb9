import { notSupported } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { groupNamed, onGroup, onResources } from '../group.ts';
import { page } from '../pages.ts';
import { readQuery } from '../query.ts';
import { search } from '../search.ts';

/** What is in a group now, in the order of the ARNs. */
export const ListGroupResources = operation<'resource-groups', 'ListGroupResources'>({
  accepts: ['Group', 'GroupName', 'Filters', 'MaxResults', 'NextToken'],
  authorize: (input, context) => [...onGroup(context, 'ListGroupResources', input), ...onResources(context, input)],
  run({ Filters = [], MaxResults, NextToken: after, ...named }, context) {
    const strange = Filters.find(({ Name }) => Name !== 'resource-type');
    if (strange) throw notSupported(`the filter ${strange.Name} of ListGroupResources`);
    const { resources, errors } = search(context, readQuery(groupNamed(context, named).query));
    const found = resources.filter(({ ResourceType }) =>
      Filters.every(({ Values }) => Values!.includes(ResourceType!)),
    );
    const { items, NextToken } = page(found, { MaxResults, NextToken: after });
    return {
      Resources: items.map((Identifier) => ({ Identifier })),
      ResourceIdentifiers: items,
      NextToken,
      QueryErrors: [...errors],
    };
  },
});
