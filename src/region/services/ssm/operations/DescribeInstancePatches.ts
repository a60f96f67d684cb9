import { operation } from '../../../service.ts';
import { page } from '../pages.ts';
import { describePatch } from '../patching/describe.ts';
import { meets, type OrchestratorFilters } from '../patching/orchestrator-filters.ts';
import { patchesOfInstance } from '../patching/rows.ts';
import type { Patch } from '../patching/states.ts';

const filters: OrchestratorFilters<Patch> = {
  Classification: ({ classification }, value) => classification === value,
  KBId: ({ kbId }, value) => kbId === value,
  Severity: ({ severity }, value) => severity === value,
  State: ({ state }, value) => state === value,
};

/** Each package of an instance with its patch state, as the last patching operation has found it. */
export const DescribeInstancePatches = operation<'ssm', 'DescribeInstancePatches'>({
  accepts: ['InstanceId', 'Filters', 'MaxResults', 'NextToken'],
  run({ InstanceId, Filters, ...paging }, { db }) {
    const found = patchesOfInstance(db, InstanceId!).filter((patch) => meets(patch, Filters, filters));
    const { items, NextToken } = page(found, paging, { least: 10, most: 100 });
    return { Patches: items.map(describePatch), NextToken };
  },
});
