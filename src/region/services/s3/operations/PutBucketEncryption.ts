import { notSupported } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';
import { encryption } from '../configuration/parts.ts';
import { malformedXml } from '../errors.ts';

/** Keys of S3's own are all that the Region has. Source: S3 API Reference, "PutBucketEncryption". */
export const PutBucketEncryption = operation<'s3', 'PutBucketEncryption'>({
  accepts: [
    'Bucket',
    'ServerSideEncryptionConfiguration.Rules.ApplyServerSideEncryptionByDefault.SSEAlgorithm',
    'ServerSideEncryptionConfiguration.Rules.BucketKeyEnabled',
    'ChecksumAlgorithm',
    'ContentMD5',
    'ExpectedBucketOwner',
  ],
  authorize: (input, context) => [onBucket(context, 'PutEncryptionConfiguration', input)],
  run({ Bucket, ServerSideEncryptionConfiguration: { Rules } }, { db }) {
    const [rule] = Rules;
    const algorithm = rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm;
    if (Rules.length !== 1 || algorithm === undefined) throw malformedXml();
    if (algorithm !== 'AES256') throw notSupported(`the server-side encryption ${algorithm}`);
    if (rule?.BucketKeyEnabled) throw notSupported('bucket keys, which are for keys of KMS');
    encryption.put(db, Bucket, {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: algorithm }, BucketKeyEnabled: false }],
    });
    return {};
  },
});
