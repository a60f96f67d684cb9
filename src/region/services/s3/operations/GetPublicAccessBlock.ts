import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';
import { publicAccessBlock } from '../configuration/parts.ts';

/** Source: S3 API Reference, "GetPublicAccessBlock". */
export const GetPublicAccessBlock = operation<'s3', 'GetPublicAccessBlock'>({
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onBucket(context, 'GetBucketPublicAccessBlock', input)],
  run: ({ Bucket }, { db }) => ({ PublicAccessBlockConfiguration: publicAccessBlock.get(db, Bucket) }),
});
