import type { InstancePatchStateFilter } from '@aws-sdk/client-ssm';
import { operation } from '../../../service.ts';
import { invalidFilter } from '../errors.ts';
import { page } from '../pages.ts';
import { describePatchState } from '../patching/describe.ts';
import { type PatchStateRow, patchStatesOfGroup } from '../patching/rows.ts';
import type { PatchCounts } from '../patching/states.ts';

/** InstancePatchStateOperatorType */
const operators: Readonly<Record<string, (count: number, value: number) => boolean>> = {
  Equal: (count, value) => count === value,
  NotEqual: (count, value) => count !== value,
  LessThan: (count, value) => count < value,
  GreaterThan: (count, value) => count > value,
};

function meets({ counts }: PatchStateRow, { Key, Values, Type }: InstancePatchStateFilter): boolean {
  const operator = operators[Type!];
  if (!(Key! in counts) || operator === undefined) throw invalidFilter(`The filter ${Key} ${Type} is not valid.`);
  return Values!.some((value) => operator(counts[Key as keyof PatchCounts], Number(value)));
}

export const DescribeInstancePatchStatesForPatchGroup = operation<'ssm', 'DescribeInstancePatchStatesForPatchGroup'>({
  accepts: ['PatchGroup', 'Filters', 'MaxResults', 'NextToken'],
  run({ PatchGroup, Filters = [], ...paging }, { db }) {
    const found = patchStatesOfGroup(db, PatchGroup!).filter((row) => Filters.every((filter) => meets(row, filter)));
    const { items, NextToken } = page(found, paging, { least: 10, most: 100 });
    return { InstancePatchStates: items.map(describePatchState), NextToken };
  },
});
