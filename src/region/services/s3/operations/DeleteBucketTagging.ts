import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';
import { tagging } from '../configuration/parts.ts';

/** Source: S3 API Reference, "DeleteBucketTagging". */
export const DeleteBucketTagging = operation<'s3', 'DeleteBucketTagging'>({
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onBucket(context, 'PutBucketTagging', input)],
  run({ Bucket }, { db }) {
    tagging.delete(db, Bucket);
    return {};
  },
});
