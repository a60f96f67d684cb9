import type { Clients } from '../aws/clients.ts';

/** So many things are kept for one set of clients; what nobody looks at any more goes first. */
const most = 24;
const all = new WeakMap<Clients, Map<string, Promise<unknown>>>();

/**
 * What a view needs again at its next look, and what several people look at together. What failed is not kept.
 * @param key names it among all that is kept
 */
export function kept<T>(clients: Clients, key: string, make: () => Promise<T>): Promise<T> {
  const things = all.get(clients) ?? new Map<string, Promise<unknown>>();
  all.set(clients, things);
  const found = (things.get(key) as Promise<T> | undefined) ?? make();
  things.delete(key);
  things.set(key, found);
  found.catch(() => things.get(key) === found && things.delete(key));
  for (const old of [...things.keys()].slice(0, Math.max(0, things.size - most))) things.delete(old);
  return found;
}
