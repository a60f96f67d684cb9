import type { Database } from '../store/database.ts';
import { reasonOf } from '../store/trouble.ts';
import type { Clock } from './clock.ts';

/** A durable timer as its row has it. */
export interface TimerRow {
  service: string;
  name: string;
  key: string;
  /** milliseconds since epoch */
  at: number;
  /** JSON */
  payload: string;
}

/** `failures` postpones a timer whose handler threw; a timer that is set again starts with none. */
export const timerMigrations = [
  `CREATE TABLE core_timers (
    service TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL, payload TEXT NOT NULL,
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, failures INTEGER NOT NULL DEFAULT 0, UNIQUE (service, name, key)
  ) STRICT;
  CREATE INDEX core_timers_at ON core_timers (at, sequence);`,
];

export function setTimer(db: Database, timer: TimerRow): void {
  cancelTimer(db, timer);
  db.run(
    'INSERT INTO core_timers (service, name, key, at, payload) VALUES (?, ?, ?, ?, ?)',
    timer.service,
    timer.name,
    timer.key,
    Math.ceil(timer.at),
    timer.payload,
  );
}

export function cancelTimer(db: Database, timer: Pick<TimerRow, 'service' | 'name' | 'key'>): void {
  db.run('DELETE FROM core_timers WHERE service = ? AND name = ? AND key = ?', timer.service, timer.name, timer.key);
}

/** How many timers should have fired by now. */
export function countOverdue(db: Database, now: number): number {
  return db.one<{ count: number }>('SELECT count(*) AS count FROM core_timers WHERE at < ?', now)?.count ?? 0;
}

/** Milliseconds until a timer whose handler threw is tried again: 1 s, 2 s, 4 s, … a minute. */
const retryDelay = (failures: number) => Math.min(60_000, 1000 * 2 ** failures);

/**
 * Fires the timers of the database, one transaction each, in the order of their times.
 * @param fire does what the timer is for, in the transaction in which the timer is removed
 */
export function runTimers<Context>(
  db: Database,
  clock: Clock,
  transact: (timer: TimerRow, work: (context: Context) => void) => void,
  fire: (timer: TimerRow, context: Context) => void,
  log: (line: string) => void,
) {
  let cancel = () => {};
  let armedFor = Number.POSITIVE_INFINITY;
  let closed = false;

  const arm = () => {
    if (closed) return;
    const next = db.one<{ at: number }>('SELECT at FROM core_timers ORDER BY at, sequence LIMIT 1');
    if (next?.at === armedFor) return;
    cancel();
    armedFor = next?.at ?? Number.POSITIVE_INFINITY;
    cancel = next ? clock.at(next.at, fireNext) : () => {};
  };

  const fireNext = () => {
    if (closed) return;
    armedFor = Number.POSITIVE_INFINITY;
    const timer = db.one<TimerRow & { sequence: number; failures: number }>(
      'SELECT * FROM core_timers WHERE at <= ? ORDER BY at, sequence LIMIT 1',
      clock.now(),
    );
    if (timer) {
      try {
        transact(timer, (context) => {
          db.run('DELETE FROM core_timers WHERE sequence = ?', timer.sequence);
          fire(timer, context);
        });
      } catch (error) {
        log(`The timer ${timer.service}/${timer.name} ${timer.key} failed and will be tried again: ${reasonOf(error)}`);
        if (!postpone(timer, clock.now() + retryDelay(timer.failures))) return;
      }
    }
    arm();
  };

  /** @returns false when that cannot be written down: then no timer fires until it is time to try again */
  const postpone = ({ sequence }: { sequence: number }, until: number): boolean => {
    try {
      db.run('UPDATE core_timers SET at = ?, failures = failures + 1 WHERE sequence = ?', until, sequence);
      return true;
    } catch (error) {
      log(reasonOf(error));
      cancel = clock.at(until, fireNext);
      return false;
    }
  };

  return {
    /** To be called after each commit: the next timer may be another one. */
    arm,
    close() {
      closed = true;
      cancel();
    },
  };
}
