import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';
import { tagging } from '../configuration/parts.ts';

/** Source: S3 API Reference, "GetBucketTagging". */
export const GetBucketTagging = operation<'s3', 'GetBucketTagging'>({
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onBucket(context, 'GetBucketTagging', input)],
  run: ({ Bucket }, { db }) => ({ TagSet: tagging.get(db, Bucket) }),
});
