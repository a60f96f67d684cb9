import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';
import { tagging } from '../configuration/parts.ts';
import { systemTags } from '../configuration/tags.ts';

/** AWS's own tags stay. Source: S3 API Reference, "DeleteBucketTagging". */
export const DeleteBucketTagging = operation<'s3', 'DeleteBucketTagging'>({
  accepts: ['Bucket', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onBucket(context, 'PutBucketTagging', input)],
  run({ Bucket }, { db }) {
    const kept = systemTags(tagging.find(db, Bucket));
    if (kept.length > 0) tagging.put(db, Bucket, kept);
    else tagging.delete(db, Bucket);
    return {};
  },
});
