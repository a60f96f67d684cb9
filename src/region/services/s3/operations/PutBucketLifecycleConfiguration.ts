import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';
import { checkRules, putRules, scheduleAll } from '../configuration/lifecycle.ts';
import { malformedXml } from '../errors.ts';

/** Objects expire by prefix and days; what else a rule may say is refused by name. Source: S3 API Reference, "PutBucketLifecycleConfiguration". */
export const PutBucketLifecycleConfiguration = operation<'s3', 'PutBucketLifecycleConfiguration'>({
  accepts: [
    'Bucket',
    'LifecycleConfiguration.Rules.ID',
    'LifecycleConfiguration.Rules.Status',
    'LifecycleConfiguration.Rules.Prefix',
    'LifecycleConfiguration.Rules.Filter.Prefix',
    'LifecycleConfiguration.Rules.Expiration.Days',
    'ChecksumAlgorithm',
    'ExpectedBucketOwner',
  ],
  authorize: (input, context) => [onBucket(context, 'PutLifecycleConfiguration', input)],
  run({ Bucket, LifecycleConfiguration }, context) {
    if (!LifecycleConfiguration) throw malformedXml();
    putRules(
      context.db,
      Bucket,
      checkRules(LifecycleConfiguration.Rules, () => context.uuid()),
    );
    scheduleAll(context, Bucket);
    return {};
  },
});
