/** Objects as they are written and described. */
import { createHash } from 'node:crypto';
import { notSupported } from '../../errors.ts';
import type { Context } from '../../service.ts';
import { describeChecksums } from './checksums.ts';
import { expirationOf, scheduleExpiry } from './configuration/lifecycle.ts';
import {
  entityTooLarge,
  incompleteBody,
  invalidArgument,
  keyTooLong,
  metadataTooLarge,
  noSuchKey,
  preconditionFailed,
} from './errors.ts';
import { type ObjectHeaders, type ObjectRow, objects } from './rows.ts';

/** Bytes. AWS takes 5 GB in one request; here a body is held in memory and written in one transaction. */
export const largestObject = 64 * 1024 * 1024;

/** Bytes of a key, and of all metadata. Source: S3 User Guide, "Naming Amazon S3 objects" and "Working with object metadata". */
const longestKey = 1024;
const largestMetadata = 2048;

/** What a request says of an object that is to be written. */
export interface Description {
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
  readonly ContentType?: string | undefined;
  readonly Metadata?: Readonly<Record<string, string>> | undefined;
  readonly ServerSideEncryption?: string | undefined;
  readonly StorageClass?: string | undefined;
}

/** The members of a request that describe an object, for `accepts`. */
export const descriptionMembers = [
  'CacheControl',
  'ContentDisposition',
  'ContentEncoding',
  'ContentLanguage',
  'ContentType',
  'Metadata',
  'ServerSideEncryption',
  'StorageClass',
] as const;

export function headersOf(input: Description): ObjectHeaders {
  const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage } = input;
  const headers = { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage };
  return { ...headers, ContentType: input.ContentType ?? 'binary/octet-stream' };
}

/** @throws WireError for what S3 or this Region does not take */
export function checkDescription(key: string, input: Description): void {
  const size = Buffer.byteLength(key);
  if (size > longestKey) throw keyTooLong(size, longestKey);
  const { Metadata = {}, ServerSideEncryption = 'AES256', StorageClass = 'STANDARD' } = input;
  if (ServerSideEncryption !== 'AES256') throw notSupported(`the server-side encryption ${ServerSideEncryption}`);
  if (StorageClass !== 'STANDARD') throw notSupported(`the storage class ${StorageClass}`);
  const said = Object.entries(Metadata).map(([name, value]) => name + value);
  const bytes = said.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > largestMetadata) throw metadataTooLarge(bytes, largestMetadata);
  const headers = { ...headersOf(input), ...Metadata };
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !/^[\x20-\x7e\xa0-\xff\t]*$/.test(value))
      throw invalidArgument('Header values must be printable Latin-1 text', name, value);
}

/** What must hold of the object that stands under the key. */
export interface WriteConditions {
  /** an ETag that it has to have */
  readonly IfMatch?: string | undefined;
  /** `*`: there must be none */
  readonly IfNoneMatch?: string | undefined;
}

/** Source: S3 User Guide, "How to prevent object overwrites with conditional writes". @throws WireError PreconditionFailed, NoSuchKey */
export function checkWrite(
  key: string,
  present: ObjectRow | undefined,
  { IfMatch, IfNoneMatch }: WriteConditions,
): void {
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*') throw notSupported('If-None-Match of a write with an ETag');
  if (IfNoneMatch !== undefined && present) throw preconditionFailed('If-None-Match');
  if (IfMatch === undefined) return;
  if (!present) throw noSuchKey(key);
  if (!sameEtag(IfMatch, present.etag)) throw preconditionFailed('If-Match');
}

/** Clients send an ETag with or without its quotation marks. */
export function sameEtag(one: string, other: string): boolean {
  return one.replaceAll('"', '') === other.replaceAll('"', '');
}

/** @throws WireError EntityTooLarge, IncompleteBody */
export function checkBody(body: Uint8Array, stated: number | undefined): void {
  if (body.length > largestObject) throw entityTooLarge(body.length, largestObject);
  if (stated !== undefined && stated !== body.length) throw incompleteBody();
}

/** Writes an object, in place of one that has its key. */
export function writeObject(
  context: Context,
  bucket: string,
  object: Pick<ObjectRow, 'key' | 'headers' | 'metadata' | 'checksums'>,
  body: Uint8Array,
): ObjectRow {
  const row: ObjectRow = {
    ...object,
    size: body.length,
    etag: `"${createHash('md5').update(body).digest('hex')}"`,
    // S3 tells times to the second.
    modified: Math.floor(context.now / 1000) * 1000,
  };
  objects.put(context.db, bucket, row, body);
  scheduleExpiry(context, bucket, row);
  return row;
}

/** What policies may ask of a write. Source: Service Authorization Reference, "Condition keys for Amazon S3". */
export function writeConditions(input: Description & WriteConditions): Record<string, string | undefined> {
  return {
    's3:x-amz-server-side-encryption': input.ServerSideEncryption,
    's3:x-amz-storage-class': input.StorageClass,
    's3:if-match': input.IfMatch,
    's3:if-none-match': input.IfNoneMatch,
  };
}

/** What the answers to a write, a read and a HEAD have in common. */
export function describeWritten(context: Context, bucket: string, row: ObjectRow) {
  const expiration = expirationOf(context.db, bucket, row);
  return {
    ETag: row.etag,
    ServerSideEncryption: 'AES256' as const,
    ...(expiration !== undefined && { Expiration: expiration }),
  };
}

/** @param withChecksums the request asks for them */
export function describeObject(context: Context, bucket: string, row: ObjectRow, withChecksums: boolean) {
  return {
    ...describeWritten(context, bucket, row),
    ...row.headers,
    ...(withChecksums && describeChecksums(row)),
    AcceptRanges: 'bytes',
    LastModified: new Date(row.modified),
    Metadata: row.metadata,
  };
}
