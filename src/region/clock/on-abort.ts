const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back when the signal is aborted. All who wait for one signal share one listener: an EventTarget looks through those
 * that it has for each that is added or removed, which thousands would notice.
 * @returns how to cancel
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const known = waiting.get(signal);
  const callbacks = known ?? new Set();
  callbacks.add(callback);
  if (!known) {
    waiting.set(signal, callbacks);
    signal.addEventListener('abort', () => callbacks.forEach((each) => void each()), { once: true });
  }
  return () => void callbacks.delete(callback);
}
