import type { FoundState } from './instance-state.ts';
import type { Timing } from './timing.ts';

/** When it is worth looking whether a wait is over: in seconds since it began, ascending. None: nothing is known. */
export interface Looks {
  readonly boot: readonly number[];
  readonly patch: readonly number[];
  readonly stop: readonly number[];
}

// In parts of the time that it is expected to take. A patch is looked at early too: with nothing to install it ends at once.
// What the instance itself took the last time is looked at a little sooner each time, for what is measured is when it was
// seen. What others took is as likely too much as too little, so that there is a look in between.
const PARTS = {
  own: { patch: [1 / 6, 0.98], other: [0.98] },
  typical: { patch: [1 / 6, 1 / 2, 1], other: [1] },
} as const;

// A look costs 6.6 idle seconds (rules/wait.ts): so much earlier it pays if it finds one in ten done.
const WORTHWHILE_SECONDS = 66;

/** The looks at an instance by its own earlier times, and by those of others where it has none. One that runs need not boot. */
export function looksAt(found: FoundState, own: Timing, typical: Timing): Looks {
  const looks = (part: keyof Timing, kind: 'patch' | 'other') => {
    const whose = own[part] ? 'own' : 'typical';
    const all = PARTS[whose][kind].map((share) => Math.floor(share * { own, typical }[whose][part]));
    const last = all.at(-1)!;
    return all.filter((look) => look > 0 && (look === last || last - look >= WORTHWHILE_SECONDS));
  };
  return {
    boot: found === 'running' ? [] : looks('bootSeconds', 'other'),
    patch: looks('patchSeconds', 'patch'),
    stop: looks('stopSeconds', 'other'),
  };
}
