import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';
import { ownershipControls } from '../configuration/parts.ts';

/** Source: S3 API Reference, "GetBucketOwnershipControls". */
export const GetBucketOwnershipControls = operation<'s3', 'GetBucketOwnershipControls'>({
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onBucket(context, 'GetBucketOwnershipControls', input)],
  run: ({ Bucket }, { db }) => ({ OwnershipControls: ownershipControls.get(db, Bucket) }),
});
