import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';
import { encryption } from '../configuration/parts.ts';

/** Source: S3 API Reference, "DeleteBucketEncryption". */
export const DeleteBucketEncryption = operation<'s3', 'DeleteBucketEncryption'>({
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onBucket(context, 'PutEncryptionConfiguration', input)],
  run({ Bucket }, { db }) {
    encryption.delete(db, Bucket);
    return {};
  },
});
