import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';
import { encryption } from '../configuration/parts.ts';

/** Source: S3 API Reference, "GetBucketEncryption". */
export const GetBucketEncryption = operation<'s3', 'GetBucketEncryption'>({
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onBucket(context, 'GetEncryptionConfiguration', input)],
  run: ({ Bucket }, { db }) => ({ ServerSideEncryptionConfiguration: encryption.get(db, Bucket) }),
});
