/** Every call that an instance's maintenance makes, gone wrong in every way: found by listening to one that goes well. */
import type { Case } from './case.ts';
import { type Asked, type CallFault, type How, inWords, TIMES } from './faulty-services.ts';

/** The calls as they were heard, each once. */
export function sitesOf(heard: readonly Asked[]): Pick<CallFault, 'caller' | 'call'>[] {
  const sites = new Map(heard.map(({ caller, call }) => [`${caller} ${call}`, { caller, call }]));
  return [...sites.values()];
}

export function callCases(sites: readonly Pick<CallFault, 'caller' | 'call'>[]): Case[] {
  return sites.flatMap((site) =>
    (Object.keys(TIMES) as How[])
      // A call within a transaction always answers: only a function, and the front door, can keep one waiting.
      .filter((how) => how !== 'no answer' || site.call.startsWith('lambda Invoke'))
      .flatMap((how) =>
        TIMES[how].flatMap((times) =>
          (['stopped', 'running'] as const).map((found) => ({
            name: `${site.caller}: ${site.call}: ${how}, ${inWords(times)}; found ${found}`,
            found,
            fault: { ...site, how, times },
          })),
        ),
      ),
  );
}
