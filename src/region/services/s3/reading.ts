/** What of an object is read, and under which conditions. Source: S3 API Reference, "GetObject"; RFC 9110, "Conditional Requests". */
import { notSupported } from '../../errors.ts';
import type { Context } from '../../service.ts';
import { type BucketInput, onBucket } from './bucket.ts';
import { invalidRange, noSuchKey, notModified, preconditionFailed } from './errors.ts';
import { sameEtag } from './object.ts';
import { type ObjectRow, objects } from './rows.ts';

export interface ReadInput extends BucketInput {
  readonly Key: string;
  readonly IfMatch?: string | undefined;
  readonly IfModifiedSince?: Date | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfUnmodifiedSince?: Date | undefined;
  readonly Range?: string | undefined;
  readonly ChecksumMode?: string | undefined;
  readonly PartNumber?: number | undefined;
}

/** The members of a request that reads, for `accepts`. */
export const readMembers = [
  'Bucket',
  'Key',
  'ExpectedBucketOwner',
  'IfMatch',
  'IfModifiedSince',
  'IfNoneMatch',
  'IfUnmodifiedSince',
  'Range',
  'ChecksumMode',
] as const;

/**
 * The object, if its conditions hold.
 * @throws WireError NoSuchKey, or AccessDenied for a caller who may not know: who may list the bucket; PreconditionFailed, NotModified
 */
export function objectToRead(context: Context, input: ReadInput): ObjectRow {
  const row = objects.find(context.db, input.Bucket, input.Key);
  if (!row) {
    context.authorize('s3', [onBucket(context, 'ListBucket', input)]);
    throw noSuchKey(input.Key);
  }
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = input;
  if (IfMatch !== undefined) {
    if (!fits(IfMatch, row)) throw preconditionFailed('If-Match');
  } else if (IfUnmodifiedSince && row.modified > IfUnmodifiedSince.getTime()) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  if (IfNoneMatch !== undefined) {
    if (fits(IfNoneMatch, row)) throw notModified();
  } else if (IfModifiedSince && row.modified <= IfModifiedSince.getTime()) {
    throw notModified();
  }
  return row;
}

function fits(etags: string, row: ObjectRow): boolean {
  return etags.split(',').some((etag) => etag.trim() === '*' || sameEtag(etag.trim(), row.etag));
}

export interface Part {
  /** bytes from the beginning */
  readonly from: number;
  readonly length: number;
  /** `bytes 0-9/100`, where not all is meant */
  readonly contentRange?: string;
}

/** @param range e.g. `bytes=0-9`, `bytes=10-`, `bytes=-5` @throws WireError InvalidRange; NotImplemented for several at once */
export function partOf(range: string | undefined, size: number): Part {
  if (range?.startsWith('bytes=') && range.includes(',')) throw notSupported('more than one range of bytes');
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  // RFC 9110: a range that cannot be read is as good as none.
  if (
    range === undefined ||
    (first === '' && last === '') ||
    (first !== '' && last !== '' && Number(last) < Number(first))
  )
    return { from: 0, length: size };
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (from > to) throw invalidRange(range, size);
  return { from, length: to - from + 1, contentRange: `bytes ${from}-${to}/${size}` };
}
