import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';
import { bucketNotEmpty } from '../errors.ts';
import { buckets, objects } from '../rows.ts';

/** Source: S3 API Reference, "DeleteBucket". */
export const DeleteBucket = operation<'s3', 'DeleteBucket'>({
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onBucket(context, 'DeleteBucket', input)],
  run({ Bucket }, { db }) {
    if (objects.from(db, Bucket, '', 1).length > 0) throw bucketNotEmpty(Bucket);
    buckets.delete(db, Bucket);
    return {};
  },
});
