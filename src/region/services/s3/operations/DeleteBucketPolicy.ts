import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';
import { policy } from '../configuration/parts.ts';

/** Source: S3 API Reference, "DeleteBucketPolicy". */
export const DeleteBucketPolicy = operation<'s3', 'DeleteBucketPolicy'>({
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onBucket(context, 'DeleteBucketPolicy', input)],
  run({ Bucket }, { db }) {
    policy.delete(db, Bucket);
    return {};
  },
});
