import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Database } from './store/database.ts';

/** Where the Region's ids come from. */
export interface Ids {
  uuid(): string;
  /** @param length number of lower-case hexadecimal digits, at most 64 */
  hex(length: number): string;
}

/** Digits that are drawn and not given out yet: to ask the system for some costs the same as to ask it for many. */
let digits = '';

export const randomIds: Ids = {
  uuid: randomUUID,
  hex(length) {
    if (digits.length < length) digits = randomBytes(1024).toString('hex');
    const given = digits.slice(0, length);
    digits = digits.slice(length);
    return given;
  },
};

export const idMigrations = ['CREATE TABLE core_ids (drawn INTEGER NOT NULL) STRICT; INSERT INTO core_ids VALUES (0);'];

/** The same ids again for the same seed, also across restarts: how many were drawn is kept with what they name. */
export function seededIds(db: Database, seed: string): Ids {
  const draw = (): string => {
    const [row] = db.all<{ drawn: number }>('UPDATE core_ids SET drawn = drawn + 1 RETURNING drawn');
    return createHash('sha256').update(`${seed}/${row?.drawn}`).digest('hex');
  };
  return {
    uuid: () => uuidOf(draw()),
    hex: (length) => draw().slice(0, length),
  };
}

/** A UUID of version 4 made of hexadecimal digits, 32 or more. */
export function uuidOf(digits: string): string {
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}
