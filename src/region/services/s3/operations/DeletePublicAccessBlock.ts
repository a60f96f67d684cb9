import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';
import { publicAccessBlock } from '../configuration/parts.ts';

/** Source: S3 API Reference, "DeletePublicAccessBlock". */
export const DeletePublicAccessBlock = operation<'s3', 'DeletePublicAccessBlock'>({
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onBucket(context, 'PutBucketPublicAccessBlock', input)],
  run({ Bucket }, { db }) {
    publicAccessBlock.delete(db, Bucket);
    return {};
  },
});
