import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';
import { tagging } from '../configuration/parts.ts';
import { checkTags, systemTags } from '../configuration/tags.ts';

/** Puts all tags in place of those that are there, but for AWS's own, which stay. Source: S3 API Reference, "PutBucketTagging". */
export const PutBucketTagging = operation<'s3', 'PutBucketTagging'>({
  accepts: ['Bucket', 'Tagging.TagSet', 'ChecksumAlgorithm', 'ContentMD5', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onBucket(context, 'PutBucketTagging', input)],
  run({ Bucket, Tagging: { TagSet } }, { db, principal }) {
    const byAws = principal.type === 'service';
    const kept = byAws ? [] : systemTags(tagging.find(db, Bucket));
    tagging.put(db, Bucket, [...kept, ...checkTags(TagSet, byAws)]);
    return {};
  },
});
