import { operation } from '../../../service.ts';
import { bucketArn, onBucket } from '../bucket.ts';

/** Source: S3 API Reference, "HeadBucket". */
export const HeadBucket = operation<'s3', 'HeadBucket'>({
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onBucket(context, 'ListBucket', input)],
  run: ({ Bucket }, { region }) => ({
    BucketArn: bucketArn(Bucket),
    BucketRegion: region,
    AccessPointAlias: false,
  }),
});
