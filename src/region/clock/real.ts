import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** Node's timers hold 31 bits of milliseconds; longer waits are made of several. */
const longestTimeout = 2 ** 31 - 1;

/** The time of this machine. */
export function realClock(): Clock {
  const pending = new Set<NodeJS.Timeout>();

  const at = (time: number, callback: () => void): (() => void) => {
    let timeout: NodeJS.Timeout;
    const arm = () => {
      pending.delete(timeout);
      const left = time - Date.now();
      if (left > longestTimeout) timeout = setTimeout(arm, longestTimeout);
      else timeout = setTimeout(ring, Math.max(0, left));
      pending.add(timeout);
    };
    const ring = () => {
      pending.delete(timeout);
      callback();
    };
    arm();
    return () => {
      pending.delete(timeout);
      clearTimeout(timeout);
    };
  };

  return {
    kind: 'real',
    now: () => Date.now(),
    at,
    sleep: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
    busy: (work) => work(),
    idle: (wait) => wait(),
    attend() {},
    resume() {},
    close() {
      for (const timeout of pending) clearTimeout(timeout);
      pending.clear();
    },
  };
}
