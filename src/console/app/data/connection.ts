/** Whether what is seen is what there is: told by whatever follows a view, shown at the head of every page. */
import { useSyncExternalStore } from 'react';

export type Connection = 'starting' | 'live' | 'troubled' | 'lost';

let state: Connection = 'starting';
const listeners = new Set<() => void>();

export function tellConnection(now: Connection): void {
  if (now === state) return;
  state = now;
  for (const listener of listeners) listener();
}

export function useConnection(): Connection {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}
