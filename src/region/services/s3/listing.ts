/** What a listing shows, object by object and common prefix by common prefix. Source: S3 API Reference, "ListObjectsV2". */
import type { Database } from '../../store/database.ts';
import { type ListedRow, objects } from './rows.ts';

export interface Listing {
  readonly contents: readonly ListedRow[];
  readonly prefixes: readonly string[];
  /** where more would follow */
  readonly next: Position | undefined;
}

/** Between what was shown and what was not. */
export interface Position {
  /** the last that was shown: a key or a common prefix */
  readonly shown: string;
  /** what comes next is greater */
  readonly after: string;
}

export interface ListingRange {
  readonly prefix: string;
  /** empty: none */
  readonly delimiter: string;
  /** keys that are shown are greater */
  readonly after: string;
  readonly limit: number;
}

/** The place after every key that begins with a common prefix: no key holds what is no character. */
export function behind(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}

/** Rows read at once: few where most may be skipped, since a common prefix stands for them. */
const batch = (delimiter: string) => (delimiter === '' ? 1000 : 25);

/** Keys in the order of their UTF-8 bytes; a common prefix counts once, in the place of the keys that it stands for. */
export function listObjects(db: Database, bucket: string, { prefix, delimiter, after, limit }: ListingRange): Listing {
  const contents: ListedRow[] = [];
  const prefixes: string[] = [];
  const size = batch(delimiter);
  let next: Position | undefined;
  // The prefix itself may be a key.
  let rows = after < prefix ? objects.from(db, bucket, prefix, size) : objects.after(db, bucket, after, size);
  for (;;) {
    let position = '';
    for (const row of rows) {
      if (!row.key.startsWith(prefix)) return { contents, prefixes, next: undefined };
      if (contents.length + prefixes.length === limit) return { contents, prefixes, next };
      const end = delimiter === '' ? -1 : row.key.indexOf(delimiter, prefix.length);
      const common = end === -1 ? undefined : row.key.slice(0, end + delimiter.length);
      if (common === undefined) contents.push(row);
      else prefixes.push(common);
      position = common === undefined ? row.key : behind(common);
      next = { shown: common ?? row.key, after: position };
      if (common !== undefined) break;
    }
    if (position === '') return { contents, prefixes, next: undefined };
    rows = objects.after(db, bucket, position, size);
  }
}
