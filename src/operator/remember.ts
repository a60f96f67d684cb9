/** What changes seldom is not asked for at every look. */
import type { Clients } from '../aws/clients.ts';

/**
 * A question whose answer is kept for a while, for each set of clients and each key. Those who ask at once share one answer;
 * an error is kept for nobody.
 * @param milliseconds how long an answer is good for
 */
export function remembered<Answer>(
  milliseconds: number,
  read: (clients: Clients, key: string) => Promise<Answer>,
): (clients: Clients, key: string) => Promise<Answer> {
  const kept = new WeakMap<Clients, Map<string, { readonly at: number; readonly answer: Promise<Answer> }>>();
  return (clients, key) => {
    const answers = kept.get(clients) ?? new Map();
    kept.set(clients, answers);
    const known = answers.get(key);
    if (known && performance.now() - known.at < milliseconds) return known.answer;
    const answer = read(clients, key);
    answers.set(key, { at: performance.now(), answer });
    answer.catch(() => answers.delete(key));
    return answer;
  };
}

/** What is there within a moment; undefined when it takes longer, and goes on. @throws as the promise, within that moment */
export async function within<Answer>(milliseconds: number, promise: Promise<Answer>): Promise<Answer | undefined> {
  const { promise: moment, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), milliseconds);
  // What fails after that is told by the next look.
  promise.catch(() => {});
  try {
    return await Promise.race([promise, moment]);
  } finally {
    clearTimeout(timer);
  }
}
