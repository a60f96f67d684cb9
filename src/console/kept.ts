import type { Clients } from '../aws/clients.ts';

/** So many things are kept for one set of clients; what nobody looks at any more goes first. */
const most = 24;
const all = new WeakMap<Clients, Map<string, Promise<unknown>>>();

/**
 * What a view needs again at its next look, and what several people look at together. What failed is not kept.
 * @param key names it among all that is kept
 */
export function remember<T>(clients: Clients, key: string, make: () => Promise<T>): Promise<T> {
  const kept = all.get(clients) ?? new Map<string, Promise<unknown>>();
  all.set(clients, kept);
  const found = (kept.get(key) as Promise<T> | undefined) ?? make();
  kept.delete(key);
  kept.set(key, found);
  found.catch(() => kept.get(key) === found && kept.delete(key));
  for (const old of [...kept.keys()].slice(0, Math.max(0, kept.size - most))) kept.delete(old);
  return found;
}
