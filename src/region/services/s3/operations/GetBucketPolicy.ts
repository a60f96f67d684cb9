import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';
import { policy } from '../configuration/parts.ts';

/** Source: S3 API Reference, "GetBucketPolicy". */
export const GetBucketPolicy = operation<'s3', 'GetBucketPolicy'>({
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onBucket(context, 'GetBucketPolicy', input)],
  run: ({ Bucket }, { db }) => ({ Policy: policy.get(db, Bucket) }),
});
