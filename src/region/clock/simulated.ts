import { AsyncLocalStorage } from 'node:async_hooks';
import TinyQueue from 'tinyqueue';
import type { Clock } from './clock.ts';
import { onAbort } from './on-abort.ts';

interface Alarm {
  time: number;
  order: number;
  callback: (() => void) | undefined;
}

/** The share that one piece of busy work has in holding the clock. */
interface Hold {
  depth: number;
}

/** How far time runs by itself; with nothing said, without end. */
export interface Horizon {
  /** milliseconds from the last time that somebody asked for something, or from the start */
  readonly ahead?: number | undefined;
  /** milliseconds since epoch; so far in any case */
  readonly until?: number | undefined;
  /** Told whenever time comes to stand there. @param time milliseconds since epoch */
  stands?(time: number): void;
}

/**
 * Time that jumps to the next alarm as soon as nothing is left to do at this moment. While work is busy it stands still,
 * and so it does at its horizon, until somebody asks for something.
 * Alarms of one time go off one after the other, in the order in which they were set, so that a run can be repeated.
 * @param start milliseconds since epoch
 */
export function simulatedClock(
  start: number,
  { ahead = Number.POSITIVE_INFINITY, until = Number.NEGATIVE_INFINITY, stands = () => {} }: Horizon = {},
): Clock {
  const alarms = new TinyQueue<Alarm>([], (a, b) => a.time - b.time || a.order - b.order);
  const current = new AsyncLocalStorage<Hold>();
  let now = start;
  let attended = start;
  let order = 0;
  let holds = 0;
  let armed = false;
  let closed = false;

  /** Looks only after all that is queued has run, so that whoever was just woken is busy again first. */
  const arm = () => {
    if (armed || closed || holds > 0 || alarms.length === 0) return;
    armed = true;
    setImmediate(() => {
      armed = false;
      if (holds > 0 || closed) return;
      const next = alarms.peek();
      if (!next) return;
      const horizon = Math.max(attended + ahead, until);
      if (next.callback && next.time > horizon) {
        now = Math.max(now, horizon);
        stands(now);
        return;
      }
      alarms.pop();
      if (next.callback) {
        now = Math.max(now, next.time);
        next.callback();
      }
      arm();
    });
  };

  const at = (time: number, callback: () => void): (() => void) => {
    const alarm: Alarm = { time: Math.ceil(time), order: order++, callback };
    alarms.push(alarm);
    arm();
    return () => {
      alarm.callback = undefined;
    };
  };

  const take = (hold: Hold) => {
    hold.depth += 1;
    if (hold.depth === 1) holds += 1;
  };
  const give = (hold: Hold) => {
    hold.depth -= 1;
    if (hold.depth === 0) holds -= 1;
    arm();
  };

  const idle = async <T>(wait: () => Promise<T>): Promise<T> => {
    const hold = current.getStore();
    if (!hold) return wait();
    give(hold);
    try {
      return await wait();
    } finally {
      take(hold);
    }
  };

  return {
    kind: 'simulated',
    now: () => now,
    at,
    idle,
    sleep: (milliseconds, signal) =>
      idle(
        () =>
          new Promise((resolve, reject) => {
            signal?.throwIfAborted();
            const cancel = at(now + milliseconds, () => {
              ignore?.();
              resolve();
            });
            const ignore =
              signal &&
              onAbort(signal, () => {
                cancel();
                reject(signal.reason);
              });
          }),
      ),
    async busy(work) {
      const hold: Hold = { depth: 0 };
      take(hold);
      try {
        return await current.run(hold, work);
      } finally {
        give(hold);
      }
    },
    attend() {
      attended = now;
      arm();
    },
    resume(time) {
      now = Math.max(now, time);
      attended = now;
    },
    close() {
      closed = true;
    },
  };
}
