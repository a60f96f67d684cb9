import type { MaintenanceWindowFilter } from '@aws-sdk/client-ssm';
import { DateTime } from 'luxon';
import { validationException } from '../errors.ts';

/** Key of a filter -> whether an item has this one of its values. */
export type FilterTable<Item> = Readonly<Record<string, (item: Item, value: string) => boolean>>;

/**
 * The items that match all filters, each by any of its values.
 * @throws WireError ValidationException for a key that the table has not
 */
export function applyFilters<Item>(
  items: readonly Item[],
  filters: readonly MaintenanceWindowFilter[] | undefined,
  table: FilterTable<Item>,
): Item[] {
  const tests = (filters ?? []).map(({ Key = '', Values = [] }) => {
    const matches = Object.hasOwn(table, Key) ? table[Key] : undefined;
    if (!matches)
      throw validationException(`The filter key '${Key}' is not valid. Valid keys: ${Object.keys(table).join(', ')}.`);
    return (item: Item) => Values.some((value) => matches(item, value));
  });
  return items.filter((item) => tests.every((test) => test(item)));
}

/**
 * Milliseconds since epoch of a date in ISO 8601 extended format; one without an offset is UTC.
 * @throws WireError ValidationException
 */
export function instantOf(text: string, member: string): number {
  const date = DateTime.fromISO(text, { zone: 'utc' });
  if (!date.isValid || !/^\d{4}-\d\d-\d\dT/.test(text))
    throw validationException(`${member} '${text}' is not a date and time in ISO 8601 extended format.`);
  return date.toMillis();
}
