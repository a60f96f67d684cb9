import type { Clock } from './clock/clock.ts';
import { onAbort } from './clock/on-abort.ts';

/** Wakes those who wait for something that another transaction writes. */
export function announcements() {
  const waiting = new Map<string, Set<() => void>>();

  /** Resolves at the next announcement of the topic (true), at the time-out (false); rejects when the signal is aborted. */
  const next = (topic: string, clock: Clock, signal: AbortSignal, deadline: number | undefined) =>
    new Promise<boolean>((resolve, reject) => {
      const listeners = waiting.get(topic) ?? new Set();
      waiting.set(topic, listeners);
      const end = (finish: () => void) => {
        listeners.delete(heard);
        if (listeners.size === 0) waiting.delete(topic);
        ignore();
        cancel();
        finish();
      };
      const heard = () => end(() => resolve(true));
      const cancel = deadline === undefined ? () => {} : clock.at(deadline, () => end(() => resolve(false)));
      listeners.add(heard);
      const ignore = onAbort(signal, () => end(() => reject(signal.reason)));
    });

  return {
    announce(topics: readonly string[]): void {
      for (const topic of topics) for (const heard of [...(waiting.get(topic) ?? [])]) heard();
    },

    async until<T>(
      topic: string,
      read: () => T | undefined,
      clock: Clock,
      signal: AbortSignal,
      timeout?: number,
    ): Promise<T | undefined> {
      const deadline = timeout === undefined ? undefined : clock.now() + timeout;
      for (;;) {
        signal.throwIfAborted();
        const found = read();
        if (found !== undefined) return found;
        if (!(await clock.idle(() => next(topic, clock, signal, deadline)))) return undefined;
      }
    },
  };
}
