import { notSupported } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { describeGroup } from '../group.ts';
import { page } from '../pages.ts';
import { readQuery } from '../query.ts';
import { allGroups, type GroupRow } from '../rows.ts';

/** GroupFilter, by name. */
const filters: Readonly<Record<string, (values: readonly string[], group: GroupRow) => boolean>> = {
  'resource-type': (values, { query }) => readQuery(query).resourceTypes.some((type) => values.includes(type)),
};

/** The groups, in the order of their names. */
export const ListGroups = operation<'resource-groups', 'ListGroups'>({
  accepts: ['Filters', 'MaxResults', 'NextToken'],
  run({ Filters = [], ...paging }, context) {
    const found = allGroups(context.db).filter((group) =>
      Filters.every(({ Name, Values }) => {
        const filter = filters[Name!];
        if (filter === undefined) throw notSupported(`the filter ${Name} of ListGroups`);
        return filter(Values!, group);
      }),
    );
    const { items, NextToken } = page(found, paging);
    const described = items.map((group) => describeGroup(context, group));
    return {
      Groups: described,
      GroupIdentifiers: described.map(({ Name, GroupArn, Description }) => ({
        GroupName: Name,
        GroupArn,
        Description,
      })),
      NextToken,
    };
  },
});
