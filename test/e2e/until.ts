import { setTimeout as pause } from 'node:timers/promises';

/** Real milliseconds: longer than anything here takes, so that a wait that is in vain fails by its own name. */
const longest = 240_000;

/**
 * Asks until the answer is as wanted. What is waited for happens in another process, or in simulated time.
 * @throws Error that names `what` and the last answer, when it does not come
 */
export async function until<T>(what: string, ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  const deadline = performance.now() + longest;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (performance.now() > deadline) throw new Error(`In vain: ${what}. Last: ${JSON.stringify(answer)}`);
    await pause(5);
  }
}
