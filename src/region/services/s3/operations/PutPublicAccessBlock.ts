import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';
import { publicAccessBlock } from '../configuration/parts.ts';

/**
 * Nobody reaches the Region who is not of its account, and a bucket has no ACLs: what is left to block is a policy that
 * would let everybody in. Source: S3 API Reference, "PutPublicAccessBlock".
 */
export const PutPublicAccessBlock = operation<'s3', 'PutPublicAccessBlock'>({
  accepts: ['Bucket', 'PublicAccessBlockConfiguration', 'ChecksumAlgorithm', 'ContentMD5', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onBucket(context, 'PutBucketPublicAccessBlock', input)],
  run({ Bucket, PublicAccessBlockConfiguration: given }, { db }) {
    publicAccessBlock.put(db, Bucket, {
      BlockPublicAcls: given.BlockPublicAcls ?? false,
      IgnorePublicAcls: given.IgnorePublicAcls ?? false,
      BlockPublicPolicy: given.BlockPublicPolicy ?? false,
      RestrictPublicBuckets: given.RestrictPublicBuckets ?? false,
    });
    return {};
  },
});
