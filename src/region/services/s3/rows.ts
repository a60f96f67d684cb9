import type { Database, Value } from '../../store/database.ts';

export interface BucketRow {
  name: string;
  /** milliseconds since epoch */
  created: number;
}

/** What the headers of an object say, as they were given. */
export interface ObjectHeaders {
  CacheControl?: string | undefined;
  ContentDisposition?: string | undefined;
  ContentEncoding?: string | undefined;
  ContentLanguage?: string | undefined;
  ContentType: string;
}

/** An object without its body. */
export interface ObjectRow {
  key: string;
  /** bytes */
  size: number;
  /** in quotation marks */
  etag: string;
  /** milliseconds since epoch */
  modified: number;
  headers: ObjectHeaders;
  metadata: Record<string, string>;
  /** e.g. `{ChecksumCRC32: 'AAAAAA=='}`, as the client has stated them and the wire has verified them */
  checksums: Record<string, string>;
}

/**
 * Bodies are rows too: an object is written in the transaction that says so. They stand last in their row, so that listing
 * does not read them.
 */
export const migrations = [
  `CREATE TABLE s3_buckets (name TEXT PRIMARY KEY, created INTEGER NOT NULL) STRICT;
  CREATE TABLE s3_configurations (
    bucket TEXT NOT NULL REFERENCES s3_buckets ON DELETE CASCADE, kind TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (bucket, kind)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE s3_objects (
    bucket TEXT NOT NULL REFERENCES s3_buckets, key TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
    modified INTEGER NOT NULL, headers TEXT NOT NULL, metadata TEXT NOT NULL, checksums TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (bucket, key)
  ) STRICT;`,
];

export const buckets = {
  find: (db: Database, name: string) => db.one<BucketRow>('SELECT * FROM s3_buckets WHERE name = ?', name),
  /** By name. @param after the name of the last one already seen */
  list: (db: Database, after: string, prefix: string, limit: number) =>
    db.all<BucketRow>(
      'SELECT * FROM s3_buckets WHERE name > ? AND substr(name, 1, ?) = ? ORDER BY name LIMIT ?',
      after,
      prefix.length,
      prefix,
      limit,
    ),
  insert: (db: Database, { name, created }: BucketRow) => db.run('INSERT INTO s3_buckets VALUES (?, ?)', name, created),
  delete: (db: Database, name: string) => db.run('DELETE FROM s3_buckets WHERE name = ?', name),
};

/** The parts of a bucket's configuration, each a JSON document under its kind. */
export const configurations = {
  find: (db: Database, bucket: string, kind: string) =>
    db.one<{ value: string }>('SELECT value FROM s3_configurations WHERE bucket = ? AND kind = ?', bucket, kind)?.value,
  put: (db: Database, bucket: string, kind: string, value: string) =>
    db.run('INSERT OR REPLACE INTO s3_configurations VALUES (?, ?, ?)', bucket, kind, value),
  delete: (db: Database, bucket: string, kind: string) =>
    db.run('DELETE FROM s3_configurations WHERE bucket = ? AND kind = ?', bucket, kind),
};

type Stored = Omit<ObjectRow, 'headers' | 'metadata' | 'checksums'> &
  Record<'headers' | 'metadata' | 'checksums', string>;

const columns = 'key, size, etag, modified, headers, metadata, checksums';

const restore = (row: Stored): ObjectRow => ({
  ...row,
  headers: JSON.parse(row.headers) as ObjectHeaders,
  metadata: JSON.parse(row.metadata) as Record<string, string>,
  checksums: JSON.parse(row.checksums) as Record<string, string>,
});

/** What a listing shows of an object. */
export type ListedRow = Pick<ObjectRow, 'key' | 'size' | 'etag' | 'modified'>;

export const objects = {
  find(db: Database, bucket: string, key: string): ObjectRow | undefined {
    const row = db.one<Stored>(`SELECT ${columns} FROM s3_objects WHERE bucket = ? AND key = ?`, bucket, key);
    return row && restore(row);
  },

  /** Some of an object's bytes. @param from counted from 0 */
  body: (db: Database, bucket: string, key: string, from: number, length: number) =>
    db.one<{ body: Uint8Array<ArrayBuffer> }>(
      'SELECT substr(body, ?, ?) AS body FROM s3_objects WHERE bucket = ? AND key = ?',
      from + 1,
      length,
      bucket,
      key,
    )?.body ?? new Uint8Array(),

  put: (db: Database, bucket: string, row: ObjectRow, body: Uint8Array) =>
    db.run(
      'INSERT OR REPLACE INTO s3_objects VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      bucket,
      row.key,
      row.size,
      row.etag,
      row.modified,
      JSON.stringify(row.headers),
      JSON.stringify(row.metadata),
      JSON.stringify(row.checksums),
      body as Value,
    ),

  delete: (db: Database, bucket: string, key: string) =>
    db.run('DELETE FROM s3_objects WHERE bucket = ? AND key = ?', bucket, key),

  /** The objects from a key on, in the order of their keys' bytes. */
  from: (db: Database, bucket: string, key: string, limit: number) =>
    db.all<ListedRow>(
      'SELECT key, size, etag, modified FROM s3_objects WHERE bucket = ? AND key >= ? ORDER BY key LIMIT ?',
      bucket,
      key,
      limit,
    ),

  after: (db: Database, bucket: string, key: string, limit: number) =>
    db.all<ListedRow>(
      'SELECT key, size, etag, modified FROM s3_objects WHERE bucket = ? AND key > ? ORDER BY key LIMIT ?',
      bucket,
      key,
      limit,
    ),

  /** The midnights that followed the last changes of the objects whose keys begin with a prefix. Days since epoch. */
  midnights: (db: Database, bucket: string, prefix: string) =>
    db
      .all<{ day: number }>(
        'SELECT DISTINCT (modified + 86399999) / 86400000 AS day FROM s3_objects WHERE bucket = ? AND substr(key, 1, ?) = ? ORDER BY day',
        bucket,
        [...prefix].length,
        prefix,
      )
      .map(({ day }) => day),

  /** Deletes what begins with a prefix and was last modified at a time, or before. */
  deleteUpTo: (db: Database, bucket: string, prefix: string, time: number) =>
    db.run(
      'DELETE FROM s3_objects WHERE bucket = ? AND substr(key, 1, ?) = ? AND modified <= ?',
      bucket,
      [...prefix].length,
      prefix,
      time,
    ),
};
