/** Which machines are shown, and in which order: it stands in the address, so that a link shows the same. Pure. */
import type { MachineLine } from '../../../../operator/fleet/machine-line.ts';
import type { Order } from '../../parts/DataTable/column.ts';

export interface Filter {
  /** words that are all in the id, the name, the outcome or the reason */
  readonly search: string;
  readonly outcome: string;
  readonly state: string;
  readonly only: string;
}

type Test = (line: MachineLine) => boolean;

/** What one may look for, by its word in the address. */
export const onlies: Readonly<Record<string, { readonly title: string; readonly test: Test }>> = {
  person: { title: 'Needs a person', test: ({ attention }) => attention === 'alarm' || attention === 'failed' },
  alarm: { title: 'Left awake', test: ({ attention }) => attention === 'alarm' },
  stale: { title: 'Beyond the objective', test: (line) => line.isStale === true },
  never: { title: 'Never verified', test: ({ days }) => days === undefined },
  missing: { title: 'Patches missing', test: ({ missing = 0 }) => missing > 0 },
  awake: { title: 'Awake now', test: ({ state }) => state !== 'stopped' },
  leased: { title: 'Leased', test: ({ lease }) => lease !== undefined },
  held: { title: 'Held', test: ({ hold }) => hold !== undefined },
  skipped: { title: 'Passed over next time', test: ({ passedOver }) => passedOver !== undefined },
};

/** In the address, for machines to which no run has come. */
export const noOutcome = 'none';

export const defaultOrder: Order = { column: 'attention', descending: false };

export function filterIn(query: URLSearchParams): Filter {
  const value = (name: string) => query.get(name) ?? '';
  const only = value('only');
  return {
    search: value('q'),
    outcome: value('outcome'),
    state: value('state'),
    only: Object.hasOwn(onlies, only) ? only : '',
  };
}

export function orderIn(query: URLSearchParams, columns: readonly string[]): Order {
  const column = query.get('by') ?? '';
  return columns.includes(column) ? { column, descending: query.get('order') === 'down' } : defaultOrder;
}

/** The query with some of it changed; what is as it is by itself is left out. */
export function queryWith(
  query: URLSearchParams,
  change: Partial<Filter> & { readonly order?: Order },
): URLSearchParams {
  const { order, search, ...rest } = change;
  const next = new URLSearchParams(query);
  const all = { ...rest, ...(search === undefined ? {} : { q: search }) };
  for (const [name, value] of Object.entries(all)) next.set(name, value);
  if (order) {
    const isDefault = order.column === defaultOrder.column && !order.descending;
    next.set('by', isDefault ? '' : order.column);
    next.set('order', order.descending ? 'down' : '');
  }
  for (const [name, value] of [...next]) if (value === '') next.delete(name);
  return next;
}

export function filtered(lines: readonly MachineLine[], filter: Filter): readonly MachineLine[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  const tests: Test[] = [];
  if (words.length) tests.push((line) => hasAll(line, words));
  if (filter.outcome) tests.push(({ outcome }) => (outcome ?? noOutcome) === filter.outcome);
  if (filter.state) tests.push(({ state }) => state === filter.state);
  if (filter.only) tests.push(onlies[filter.only]?.test ?? (() => true));
  return tests.length ? lines.filter((line) => tests.every((test) => test(line))) : lines;
}

function hasAll({ id, name, outcome, reason, state }: MachineLine, words: readonly string[]): boolean {
  const text = [id, name, outcome, reason, state].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}
