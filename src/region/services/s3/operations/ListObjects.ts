import { operation } from '../../../service.ts';
import { limitOf, listed, onListing, writerOf } from '../listed.ts';
import { behind, listObjects } from '../listing.ts';

/** The first version of the listing, which is still asked for. Source: S3 API Reference, "ListObjects". */
export const ListObjects = operation<'s3', 'ListObjects'>({
  accepts: ['Bucket', 'Prefix', 'Delimiter', 'EncodingType', 'Marker', 'MaxKeys', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onListing(context, input)],
  run(input, { db, account }) {
    const { Bucket, Prefix = '', Delimiter = '', EncodingType, Marker = '' } = input;
    const limit = limitOf(input.MaxKeys);
    const write = writerOf(EncodingType);
    // A marker may be a common prefix that was shown: nothing of it is shown again.
    const after = Delimiter !== '' && Marker.endsWith(Delimiter) && Marker !== Prefix ? behind(Marker) : Marker;
    const listing = listObjects(db, Bucket, { prefix: Prefix, delimiter: Delimiter, after, limit });
    return {
      ...listed(listing, write, account),
      Name: Bucket,
      Prefix: write(Prefix),
      Marker: write(Marker),
      MaxKeys: limit,
      ...(Delimiter !== '' && { Delimiter: write(Delimiter) }),
      ...(EncodingType !== undefined && { EncodingType }),
      // "This element is returned only if you have the delimiter request parameter specified."
      ...(Delimiter !== '' && listing.next && { NextMarker: write(listing.next.shown) }),
    };
  },
});
