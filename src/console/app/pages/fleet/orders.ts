/** How machines are put in order by each column. Pure. */

import { gravest } from '../../../../operator/fleet/attention.ts';
import { attentions, type MachineLine } from '../../../../operator/fleet/machine-line.ts';

type Compare = (a: MachineLine, b: MachineLine) => number;

/** Without a verified patch at all is longer than any number of days. */
const staleness = ({ days = Number.POSITIVE_INFINITY }: MachineLine) => days;
const rank = (list: readonly string[], word: string | undefined) => {
  const at = word === undefined ? -1 : list.indexOf(word);
  return at === -1 ? list.length : at;
};
const text = (a = '', b = ''): number => (a === b ? 0 : a < b ? -1 : 1);
const number = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

const byName: Compare = (a, b) => text(a.name ?? a.id, b.name ?? b.id) || text(a.id, b.id);
const byStaleness: Compare = (a, b) => number(staleness(b), staleness(a));
const byOutcome: Compare = (a, b) => rank(gravest, a.outcome) - rank(gravest, b.outcome) || text(a.reason, b.reason);

/** Ascending: what is looked for first comes first. Equals are in the order of their names. */
export const compare = {
  attention: then((a, b) => rank(attentions, a.attention) - rank(attentions, b.attention), byStaleness),
  name: byName,
  days: then(byStaleness),
  outcome: then(byOutcome),
  state: then((a, b) => text(a.state, b.state)),
  found: then((a, b) => text(a.found, b.found)),
  missing: then((a, b) => number(b.missing ?? -1, a.missing ?? -1)),
} as const satisfies Readonly<Record<string, Compare>>;

function then(...compares: Compare[]): Compare {
  return (a, b) => {
    for (const one of [...compares, byName]) {
      const way = one(a, b);
      if (way) return way;
    }
    return 0;
  };
}
