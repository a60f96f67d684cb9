import { operation } from '../../../service.ts';
import { page } from '../pages.ts';
import { readQuery } from '../query.ts';
import { search } from '../search.ts';

/** What a query finds, without a group. */
export const SearchResources = operation<'resource-groups', 'SearchResources'>({
  accepts: ['ResourceQuery', 'MaxResults', 'NextToken'],
  authorize: ({ ResourceQuery }) => [
    { action: 'resource-groups:SearchResources', resource: '*' },
    ...(ResourceQuery?.Type === 'TAG_FILTERS_1_0' ? [{ action: 'tag:GetResources', resource: '*' }] : []),
  ],
  run({ ResourceQuery, ...paging }, context) {
    const { resources, errors } = search(context, readQuery(ResourceQuery!));
    const { items, NextToken } = page(resources, paging);
    return { ResourceIdentifiers: items, NextToken, QueryErrors: [...errors] };
  },
});
