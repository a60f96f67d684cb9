import type { Database } from '../store/database.ts';
import type { Clock } from './clock.ts';

/** Where simulated time stands, for the next start. */
export const clockMigrations = [
  'CREATE TABLE core_clock (now INTEGER NOT NULL) STRICT; INSERT INTO core_clock VALUES (0);',
];

/** To be called in each transaction: a time that somebody may have seen never comes again. */
export function keepTime(db: Database, clock: Clock): void {
  if (clock.kind === 'real') return;
  const now = clock.now();
  db.run('UPDATE core_clock SET now = ? WHERE now < ?', now, now);
}

/** Simulated time goes on where it stood when the Region last ran. */
export function resumeTime(db: Database, clock: Clock): void {
  const row = db.one<{ now: number }>('SELECT now FROM core_clock');
  if (row) clock.resume(row.now);
}
