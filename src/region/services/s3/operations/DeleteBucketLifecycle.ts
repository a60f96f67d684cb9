import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';
import { putRules } from '../configuration/lifecycle.ts';

/** Objects live on: timers that are set find nothing to do. Source: S3 API Reference, "DeleteBucketLifecycle". */
export const DeleteBucketLifecycle = operation<'s3', 'DeleteBucketLifecycle'>({
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onBucket(context, 'PutLifecycleConfiguration', input)],
  run({ Bucket }, { db }) {
    putRules(db, Bucket, []);
    return {};
  },
});
