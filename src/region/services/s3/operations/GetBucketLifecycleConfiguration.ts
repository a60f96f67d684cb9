import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';
import { rulesOf } from '../configuration/lifecycle.ts';
import { missingConfiguration } from '../errors.ts';

/** Source: S3 API Reference, "GetBucketLifecycleConfiguration". */
export const GetBucketLifecycleConfiguration = operation<'s3', 'GetBucketLifecycleConfiguration'>({
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onBucket(context, 'GetLifecycleConfiguration', input)],
  run({ Bucket }, { db }) {
    const rules = rulesOf(db, Bucket);
    if (rules.length === 0)
      throw missingConfiguration('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', Bucket);
    return { Rules: rules.map(({ written }) => written) };
  },
});
