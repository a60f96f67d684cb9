import { notSupported } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { onBucket } from '../bucket.ts';
import { ownershipControls } from '../configuration/parts.ts';
import { malformedXml } from '../errors.ts';

/** Source: S3 API Reference, "PutBucketOwnershipControls". */
export const PutBucketOwnershipControls = operation<'s3', 'PutBucketOwnershipControls'>({
  accepts: [
    'Bucket',
    'OwnershipControls.Rules.ObjectOwnership',
    'ChecksumAlgorithm',
    'ContentMD5',
    'ExpectedBucketOwner',
  ],
  authorize: (input, context) => [onBucket(context, 'PutBucketOwnershipControls', input)],
  run({ Bucket, OwnershipControls: { Rules } }, { db }) {
    const ownership = Rules[0]?.ObjectOwnership;
    if (Rules.length !== 1 || ownership === undefined) throw malformedXml();
    if (ownership !== 'BucketOwnerEnforced') throw notSupported(`the object ownership ${ownership}`);
    ownershipControls.put(db, Bucket, { Rules: [{ ObjectOwnership: ownership }] });
    return {};
  },
});
