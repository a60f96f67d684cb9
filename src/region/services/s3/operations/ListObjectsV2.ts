import { operation } from '../../../service.ts';
import { invalidArgument } from '../errors.ts';
import { limitOf, listed, onListing, writerOf } from '../listed.ts';
import { listObjects } from '../listing.ts';

/** Source: S3 API Reference, "ListObjectsV2". */
export const ListObjectsV2 = operation<'s3', 'ListObjectsV2'>({
  accepts: [
    'Bucket',
    'Prefix',
    'Delimiter',
    'EncodingType',
    'MaxKeys',
    'StartAfter',
    'ContinuationToken',
    'FetchOwner',
    'ExpectedBucketOwner',
  ],
  authorize: (input, context) => [onListing(context, input)],
  run(input, { db, account }) {
    const { Bucket, Prefix = '', Delimiter = '', EncodingType, StartAfter, ContinuationToken } = input;
    const limit = limitOf(input.MaxKeys);
    const write = writerOf(EncodingType);
    const after = ContinuationToken === undefined ? (StartAfter ?? '') : placeOf(ContinuationToken);
    const listing = listObjects(db, Bucket, { prefix: Prefix, delimiter: Delimiter, after, limit });
    return {
      ...listed(listing, write, input.FetchOwner ? account : undefined),
      Name: Bucket,
      Prefix: write(Prefix),
      MaxKeys: limit,
      KeyCount: listing.contents.length + listing.prefixes.length,
      ...(Delimiter !== '' && { Delimiter: write(Delimiter) }),
      ...(EncodingType !== undefined && { EncodingType }),
      ...(StartAfter !== undefined && { StartAfter: write(StartAfter) }),
      ...(ContinuationToken !== undefined && { ContinuationToken }),
      ...(listing.next && { NextContinuationToken: tokenOf(listing.next.after) }),
    };
  },
});

const tokenOf = (after: string): string => Buffer.from(`1/${after}`).toString('base64url');

/** @throws WireError InvalidArgument */
function placeOf(token: string): string {
  const text = Buffer.from(token, 'base64url').toString();
  if (!text.startsWith('1/'))
    throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
  return text.slice(2);
}
