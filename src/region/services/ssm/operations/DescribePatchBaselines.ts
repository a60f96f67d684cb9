import { operation } from '../../../service.ts';
import { page } from '../pages.ts';
import type { Baseline } from '../patching/baseline.ts';
import { everyBaseline } from '../patching/baseline-lookup.ts';
import { identifyBaseline } from '../patching/describe.ts';
import { meets, type OrchestratorFilters } from '../patching/orchestrator-filters.ts';

const filters: OrchestratorFilters<Baseline> = {
  NAME_PREFIX: ({ Name }, value) => Name.startsWith(value),
  OPERATING_SYSTEM: ({ OperatingSystem }, value) => OperatingSystem === value,
  OWNER: ({ BaselineId }, value) => (BaselineId.startsWith('arn:') ? 'AWS' : 'Self') === value,
};

export const DescribePatchBaselines = operation<'ssm', 'DescribePatchBaselines'>({
  accepts: ['Filters', 'MaxResults', 'NextToken'],
  run({ Filters, ...paging }, context) {
    const found = everyBaseline(context)
      .map(({ baseline }) => baseline)
      .filter((baseline) => meets(baseline, Filters, filters));
    const { items, NextToken } = page(found, paging, { least: 1, most: 100 });
    return { BaselineIdentities: items.map((baseline) => identifyBaseline(context, baseline)), NextToken };
  },
});
