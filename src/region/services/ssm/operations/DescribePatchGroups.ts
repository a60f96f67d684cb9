import { operation } from '../../../service.ts';
import { page } from '../pages.ts';
import { getBaseline } from '../patching/baseline-lookup.ts';
import { identifyBaseline } from '../patching/describe.ts';
import { meets, type OrchestratorFilters } from '../patching/orchestrator-filters.ts';
import { allPatchGroups, type PatchGroup } from '../patching/rows.ts';

const filters: OrchestratorFilters<PatchGroup> = {
  NAME_PREFIX: ({ patchGroup }, value) => patchGroup.startsWith(value),
  OPERATING_SYSTEM: ({ operatingSystem }, value) => operatingSystem === value,
};

export const DescribePatchGroups = operation<'ssm', 'DescribePatchGroups'>({
  accepts: ['Filters', 'MaxResults', 'NextToken'],
  run({ Filters, ...paging }, context) {
    const found = allPatchGroups(context.db).filter((group) => meets(group, Filters, filters));
    const { items, NextToken } = page(found, paging, { least: 1, most: 100 });
    return {
      Mappings: items.map(({ patchGroup, baselineId }) => ({
        PatchGroup: patchGroup,
        BaselineIdentity: identifyBaseline(context, getBaseline(context, baselineId).baseline),
      })),
      NextToken,
    };
  },
});
