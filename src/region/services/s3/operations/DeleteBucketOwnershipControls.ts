import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';
import { ownershipControls } from '../configuration/parts.ts';

/** Source: S3 API Reference, "DeleteBucketOwnershipControls". */
export const DeleteBucketOwnershipControls = operation<'s3', 'DeleteBucketOwnershipControls'>({
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onBucket(context, 'PutBucketOwnershipControls', input)],
  run({ Bucket }, { db }) {
    ownershipControls.delete(db, Bucket);
    return {};
  },
});
