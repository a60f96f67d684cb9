import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds between two looks: short, because looking is free on this machine and cheap on AWS. */
const interval = 250;
const longestInterval = 5000;

/**
 * Looks until there is something, less often the longer it takes. Commands work in real time, whatever the Region's is.
 * @throws the signal's reason when it is aborted
 */
export async function poll<T>(look: () => Promise<T | undefined>, signal?: AbortSignal): Promise<T> {
  for (let pause = interval; ; pause = Math.min(pause * 1.1, longestInterval)) {
    signal?.throwIfAborted();
    const found = await look();
    if (found !== undefined) return found;
    // An aborted wait rejects with an error of its own: the reason is what people are told, at the top of the loop.
    await wait(pause, undefined, { signal }).catch(() => undefined);
  }
}
