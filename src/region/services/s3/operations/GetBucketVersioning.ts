import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';

/** No bucket of the Region has ever had versions, which says so by saying nothing. Source: S3 API Reference, "GetBucketVersioning". */
export const GetBucketVersioning = operation<'s3', 'GetBucketVersioning'>({
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onBucket(context, 'GetBucketVersioning', input)],
  run: () => ({}),
});
