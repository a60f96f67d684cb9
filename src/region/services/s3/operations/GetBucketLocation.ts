import type { BucketLocationConstraint } from '@aws-sdk/client-s3';
import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';

/** "Buckets in Region us-east-1 have a LocationConstraint of null." Source: S3 API Reference, "GetBucketLocation". */
export const GetBucketLocation = operation<'s3', 'GetBucketLocation'>({
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onBucket(context, 'GetBucketLocation', input)],
  run: (_input, { region }) =>
    region === 'us-east-1' ? {} : { LocationConstraint: region as BucketLocationConstraint },
});
