import type { PatchOrchestratorFilter } from '@aws-sdk/client-ssm';
import { invalidFilter } from '../errors.ts';

/** What a filter of each key looks at; one of the values has to be met. */
export type OrchestratorFilters<Item> = Readonly<Record<string, (item: Item, value: string) => boolean>>;

/** PatchOrchestratorFilter. @throws WireError InvalidFilter */
export function meets<Item>(
  item: Item,
  given: readonly PatchOrchestratorFilter[] | undefined,
  filters: OrchestratorFilters<Item>,
): boolean {
  return (given ?? []).every(({ Key, Values = [] }) => {
    const filter = filters[Key!];
    if (filter === undefined) throw invalidFilter(`The filter name ${Key} is not valid.`);
    return Values.some((value) => filter(item, value));
  });
}
