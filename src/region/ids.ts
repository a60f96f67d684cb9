import { createHash, randomBytes } from 'node:crypto';
import type { Database } from './store/database.ts';

/** Where the Region's ids come from. */
export interface Ids {
  uuid(): string;
  /** @param length number of lower-case hexadecimal digits */
  hex(length: number): string;
}

const fromBytes = (bytes: () => Buffer): Ids => ({
  uuid() {
    const raw = bytes().subarray(0, 16);
    raw[6] = ((raw[6] ?? 0) & 0x0f) | 0x40;
    raw[8] = ((raw[8] ?? 0) & 0x3f) | 0x80;
    return raw.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  },
  hex: (length) => bytes().toString('hex').slice(0, length),
});

export const randomIds: Ids = fromBytes(() => randomBytes(32));

export const idMigrations = ['CREATE TABLE core_ids (drawn INTEGER NOT NULL) STRICT; INSERT INTO core_ids VALUES (0);'];

/** The same ids again for the same seed, also across restarts: how many were drawn is kept with what they name. */
export function seededIds(db: Database, seed: string): Ids {
  return fromBytes(() => {
    db.run('UPDATE core_ids SET drawn = drawn + 1');
    const drawn = db.one<{ drawn: number }>('SELECT drawn FROM core_ids')?.drawn;
    return createHash('sha256').update(`${seed}/${drawn}`).digest();
  });
}
