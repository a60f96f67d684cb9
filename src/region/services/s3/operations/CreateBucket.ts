import { notSupported } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { bucketArn, checkBucketName } from '../bucket.ts';
import { allBlocked, ownershipControls, publicAccessBlock } from '../configuration/parts.ts';
import { bucketAlreadyOwnedByYou, illegalLocation, invalidLocation } from '../errors.ts';
import { buckets } from '../rows.ts';

/** The one Region that is said by saying none. */
const unnamed = 'us-east-1';

/** Source: S3 API Reference, "CreateBucket". */
export const CreateBucket = operation<'s3', 'CreateBucket'>({
  accepts: ['Bucket', 'CreateBucketConfiguration.LocationConstraint', 'ObjectOwnership'],
  authorize: ({ Bucket }) => [{ action: 's3:CreateBucket', resource: bucketArn(Bucket) }],
  run({ Bucket, CreateBucketConfiguration, ObjectOwnership = 'BucketOwnerEnforced' }, { db, now, region }) {
    checkBucketName(Bucket);
    const constraint: string | undefined = CreateBucketConfiguration?.LocationConstraint;
    if (constraint === unnamed) throw invalidLocation(constraint);
    if ((constraint ?? unnamed) !== region) throw illegalLocation(constraint ?? 'unspecified');
    if (ObjectOwnership !== 'BucketOwnerEnforced') throw notSupported(`the object ownership ${ObjectOwnership}`);
    const answer = { Location: `/${Bucket}`, BucketArn: bucketArn(Bucket) };
    if (buckets.find(db, Bucket)) {
      // "For legacy compatibility, if you re-create an existing bucket that you already own in us-east-1, Amazon S3 returns 200 OK."
      if (region === unnamed) return answer;
      throw bucketAlreadyOwnedByYou(Bucket);
    }
    buckets.insert(db, { name: Bucket, created: now });
    publicAccessBlock.put(db, Bucket, allBlocked);
    ownershipControls.put(db, Bucket, { Rules: [{ ObjectOwnership }] });
    return answer;
  },
});
