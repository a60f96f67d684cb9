/**
 * Filters, which every Describe operation of EC2 has (List and filter using the CLI and API, User Guide): the values of
 * one filter are alternatives, all filters have to match, `*` and `?` are wildcards and `\` takes their meaning away.
 */
import type { Filter, Tag } from '@aws-sdk/client-ec2';
import { notSupported } from '../../errors.ts';

/** Name of a filter -> the values that an item has for it. */
export type FilterTable<Item> = Readonly<Record<string, (item: Item) => readonly (string | undefined)[]>>;

/** The filters of everything that has tags. */
export function tagFilters<Item>(
  tagsOf: (item: Item) => readonly Tag[],
): (name: string) => FilterTable<Item>[string] | undefined {
  return (name) => {
    if (name === 'tag-key') return (item) => tagsOf(item).map(({ Key }) => Key);
    if (!name.startsWith('tag:')) return undefined;
    const key = name.slice('tag:'.length);
    return (item) =>
      tagsOf(item)
        .filter(({ Key }) => Key === key)
        .map(({ Value }) => Value);
  };
}

/**
 * What all filters let through.
 * @param operation for the message, e.g. `DescribeInstances`
 * @throws NotImplemented for a filter that is not in the table
 */
export function filterOf<Item>(
  operation: string,
  filters: readonly Filter[] | undefined,
  table: FilterTable<Item>,
  tags: (name: string) => FilterTable<Item>[string] | undefined = () => undefined,
): (item: Item) => boolean {
  const tests = (filters ?? []).map(({ Name, Values }) => {
    const name = Name ?? '';
    const valuesOf = Object.hasOwn(table, name) ? table[name] : tags(name);
    if (valuesOf === undefined) throw notSupported(`the filter '${name}' of ${operation}`);
    const patterns = (Values ?? []).map(pattern);
    return (item: Item) =>
      valuesOf(item).some((value) => value !== undefined && patterns.some((wanted) => wanted.test(value)));
  });
  return (item) => tests.every((test) => test(item));
}

function pattern(value: string): RegExp {
  const source = value.replace(/\\([\s\S])|[\s\S]/g, (found, escaped?: string) => {
    if (escaped === undefined && found === '*') return '[\\s\\S]*';
    if (escaped === undefined && found === '?') return '[\\s\\S]';
    return (escaped ?? found).replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
  });
  return new RegExp(`^${source}$`);
}
