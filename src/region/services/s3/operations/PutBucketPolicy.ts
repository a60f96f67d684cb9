import { operation } from '../../../service.ts';
import { bucketArn, onBucket } from '../bucket.ts';
import { policy, publicAccessBlock } from '../configuration/parts.ts';
import { checkPolicy, isPublic } from '../configuration/policy.ts';
import { policyBlocked } from '../errors.ts';

/** Source: S3 API Reference, "PutBucketPolicy". */
export const PutBucketPolicy = operation<'s3', 'PutBucketPolicy'>({
  accepts: ['Bucket', 'Policy', 'ChecksumAlgorithm', 'ContentMD5', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onBucket(context, 'PutBucketPolicy', input)],
  run({ Bucket, Policy }, { db, principal }) {
    const checked = checkPolicy(Policy, bucketArn(Bucket));
    if (isPublic(checked) && publicAccessBlock.find(db, Bucket)?.BlockPublicPolicy)
      throw policyBlocked(principal.arn, bucketArn(Bucket));
    policy.put(db, Bucket, Policy);
    return {};
  },
});
