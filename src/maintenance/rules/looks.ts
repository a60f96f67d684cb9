import type { FoundState } from './instance-state.ts';
import type { Timing } from './timing.ts';

/** When it is worth looking whether a wait is over: in seconds since it began, ascending. None: nothing is known. */
export interface Looks {
  readonly boot: readonly number[];
  readonly patch: readonly number[];
  readonly stop: readonly number[];
}

// In parts of the time that it is expected to take. A patch is looked at early too: with nothing to install it ends at once.
// What is measured is when it was seen to be done, so that it is looked for a little sooner each time; not so for boot and
// stop of others, where a second too soon would cost a whole pause.
const SHARES = {
  own: { patch: [1 / 6, 0.98], other: [0.98] },
  typical: { patch: [1 / 6, 1 / 2, 0.97, 1], other: [1] },
} as const;

// A look costs 6.6 idle seconds (rules/wait.ts): one that is early pays if it finds one in ten done so much sooner.
const EARLY = 1 / 2;
const WORTHWHILE_SECONDS = 66;

/** The looks at an instance by its own earlier times, and by those of others where it has none. One that runs need not boot. */
export function looksAt(found: FoundState, own: Timing, typical: Timing): Looks {
  const looks = (part: keyof Timing, kind: 'patch' | 'other') => {
    const shares: readonly number[] = SHARES[own[part] ? 'own' : 'typical'][kind];
    const expected = own[part] || typical[part];
    return shares
      .filter((share) => share > EARLY || (1 - share) * expected >= WORTHWHILE_SECONDS)
      .map((share) => Math.floor(share * expected))
      .filter((look) => look > 0);
  };
  return {
    boot: found === 'running' ? [] : looks('bootSeconds', 'other'),
    patch: looks('patchSeconds', 'patch'),
    stop: looks('stopSeconds', 'other'),
  };
}
