import type { Clock } from '../clock/clock.ts';
import type { Database } from '../store/database.ts';
import { reasonOf } from '../store/trouble.ts';

/**
 * A transactional outbox: effects are rows, written in the transaction that asks for them, and performed after it. A row is
 * removed in the transaction that writes the effect's result, so a Region that dies in between performs it again.
 */
export interface EffectRow {
  /** rises in the order in which effects were asked for */
  id: number;
  service: string;
  name: string;
  key: string;
  lane: string | null;
  /** JSON */
  payload: string;
  /** how often it was begun before */
  attempt: number;
  /** milliseconds since epoch, 0 for at once */
  notBefore: number;
}

export const outboxMigrations = [
  `CREATE TABLE core_effects (
    id INTEGER PRIMARY KEY AUTOINCREMENT, service TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, lane TEXT,
    payload TEXT NOT NULL, attempt INTEGER NOT NULL DEFAULT 0, notBefore INTEGER NOT NULL DEFAULT 0, UNIQUE (service, name, key)
  ) STRICT;`,
];

export function addEffect(
  db: Database,
  effect: Pick<EffectRow, 'service' | 'name' | 'key' | 'lane' | 'payload'>,
): void {
  db.run(
    'INSERT INTO core_effects (service, name, key, lane, payload) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    effect.service,
    effect.name,
    effect.key,
    effect.lane,
    effect.payload,
  );
}

/** How many effects are asked for and not done. */
export function countEffects(db: Database): number {
  return db.one<{ count: number }>('SELECT count(*) AS count FROM core_effects')?.count ?? 0;
}

/** Milliseconds until an effect that threw is tried again: half a second, then doubled, a minute at most. */
const retryDelay = (attempt: number) => Math.min(60_000, 500 * 2 ** attempt);

export interface Outbox {
  /** Begins what has been asked for since the last call; to be called after each commit. */
  dispatch(): void;
  /** Begins nothing more, and waits for what is under way. */
  close(): Promise<void>;
}

/**
 * @param perform does it outside, and returns what to write in the transaction that removes the row
 * @param transact runs a transaction in the name of the effect's service
 */
export function runOutbox<Context>(
  db: Database,
  clock: Clock,
  perform: (effect: EffectRow) => Promise<(context: Context) => void>,
  transact: (effect: EffectRow, work: (context: Context) => void) => void,
  log: (line: string) => void,
): Outbox {
  const lanes = new Map<string, Promise<void>>();
  const running = new Set<Promise<void>>();
  let lastSeen = 0;
  let dispatching = false;
  let closed = false;

  const after = (id: number) => db.one<EffectRow>('SELECT * FROM core_effects WHERE id > ? ORDER BY id LIMIT 1', id);

  const runOne = async (effect: EffectRow): Promise<void> => {
    for (let { attempt, notBefore } = effect; !closed; attempt++) {
      const wait = notBefore - clock.now();
      if (wait > 0) await clock.idle(() => pause(wait));
      if (closed) return;
      try {
        const commit = await perform({ ...effect, attempt });
        transact(effect, (context) => {
          db.run('DELETE FROM core_effects WHERE id = ?', effect.id);
          commit(context);
        });
        return;
      } catch (error) {
        if (closed) return;
        notBefore = clock.now() + retryDelay(attempt);
        log(`The effect ${effect.service}/${effect.name} ${effect.key} will be tried again: ${reasonOf(error)}`);
        postpone(effect.id, attempt + 1, notBefore);
      }
    }
  };

  /** For the next start; where it cannot be written down, this process remembers it. */
  const postpone = (id: number, attempt: number, notBefore: number) => {
    try {
      db.run('UPDATE core_effects SET attempt = ?, notBefore = ? WHERE id = ?', attempt, notBefore, id);
    } catch (error) {
      log(reasonOf(error));
    }
  };

  const wakers = new Set<() => void>();
  /** A wait that closing cuts short. */
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        cancel();
        wakers.delete(wake);
        resolve();
      };
      const cancel = clock.at(clock.now() + milliseconds, wake);
      wakers.add(wake);
    });

  const begin = (effect: EffectRow) => {
    const work = () => clock.busy(() => runOne(effect));
    const before = effect.lane === null ? undefined : lanes.get(effect.lane);
    const promise: Promise<void> = before ? before.then(work) : work();
    if (effect.lane !== null) lanes.set(effect.lane, promise);
    running.add(promise);
    promise.finally(() => {
      running.delete(promise);
      if (effect.lane !== null && lanes.get(effect.lane) === promise) lanes.delete(effect.lane);
    });
  };

  return {
    dispatch() {
      // An effect's first step may commit, and so call this again: then the round under way takes what is new.
      if (closed || dispatching) return;
      dispatching = true;
      try {
        for (let next = after(lastSeen); next; next = after(lastSeen)) {
          lastSeen = next.id;
          begin(next);
        }
      } finally {
        dispatching = false;
      }
    },
    async close() {
      closed = true;
      for (const wake of wakers) wake();
      await Promise.allSettled(running);
    },
  };
}
