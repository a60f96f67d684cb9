/** The members that both listings answer with. */
import type { _Object, CommonPrefix } from '@aws-sdk/client-s3';
import type { Context, Requirement } from '../../service.ts';
import { type BucketInput, onBucket } from './bucket.ts';
import { invalidArgument } from './errors.ts';
import type { Listing } from './listing.ts';
import { ownerOf } from './owner.ts';

interface ListingInput extends BucketInput {
  readonly Prefix?: string | undefined;
  readonly Delimiter?: string | undefined;
  readonly MaxKeys?: number | undefined;
}

const mostKeys = 1000;

/** Source: Service Authorization Reference, "Condition keys for Amazon S3". */
export function onListing(context: Context, input: ListingInput): Requirement {
  return onBucket(context, 'ListBucket', input, {
    's3:prefix': input.Prefix,
    's3:delimiter': input.Delimiter,
    's3:max-keys': input.MaxKeys?.toString(),
  });
}

/** @throws WireError InvalidArgument */
export function limitOf(maxKeys: number | undefined): number {
  if (maxKeys !== undefined && !(Number.isInteger(maxKeys) && maxKeys >= 0))
    throw invalidArgument('Argument maxKeys must be an integer between 0 and 2147483647', 'max-keys', maxKeys);
  return Math.min(maxKeys ?? mostKeys, mostKeys);
}

/** How keys are written: as they are, or URL-encoded, since XML has no place for some characters. */
export function writerOf(encoding: string | undefined): (text: string) => string {
  if (encoding === undefined) return (text) => text;
  if (encoding !== 'url')
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encoding);
  return (text) => text.split('/').map(encodeURIComponent).join('/');
}

export function listed(
  { contents, prefixes, next }: Listing,
  write: (text: string) => string,
  owner: string | undefined,
): { Contents?: _Object[]; CommonPrefixes?: CommonPrefix[]; IsTruncated: boolean } {
  return {
    IsTruncated: next !== undefined,
    ...(contents.length > 0 && {
      Contents: contents.map(({ key, size, etag, modified }) => ({
        Key: write(key),
        LastModified: new Date(modified),
        ETag: etag,
        Size: size,
        StorageClass: 'STANDARD',
        ...(owner !== undefined && { Owner: ownerOf(owner) }),
      })),
    }),
    ...(prefixes.length > 0 && { CommonPrefixes: prefixes.map((prefix) => ({ Prefix: write(prefix) })) }),
  };
}
