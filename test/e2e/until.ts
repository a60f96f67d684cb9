import { setTimeout as pause } from 'node:timers/promises';

/** Real milliseconds: longer than anything here takes, so that a wait that is in vain fails by its own name. */
const longest = 240_000;

/** In real milliseconds. */
export interface Patience {
  /** between two questions; default: hardly any, as simulated time passes fast, but as long as it took to ask */
  readonly pause?: number;
  readonly longest?: number;
}

/**
 * Asks until the answer is as wanted. What is waited for happens in another process, or in simulated time.
 * @throws Error that names `what` and the last answer, when it does not come
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T>,
  wanted: (answer: T) => boolean,
  patience: Patience = {},
): Promise<T> {
  const deadline = performance.now() + (patience.longest ?? longest);
  for (;;) {
    const asked = performance.now();
    const answer = await ask();
    if (wanted(answer)) return answer;
    const now = performance.now();
    if (now > deadline) throw new Error(`In vain: ${what}. Last: ${JSON.stringify(answer)}`);
    await pause(patience.pause ?? Math.max(5, now - asked));
  }
}
