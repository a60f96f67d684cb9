import { operation } from '../../../service.ts';
import { bucketArn } from '../bucket.ts';
import { invalidArgument } from '../errors.ts';
import { ownerOf } from '../owner.ts';
import { buckets } from '../rows.ts';

/** Source: S3 API Reference, "ListBuckets". The token is the last name that was listed. */
export const ListBuckets = operation<'s3', 'ListBuckets'>({
  accepts: ['MaxBuckets', 'ContinuationToken', 'Prefix', 'BucketRegion'],
  authorize: () => [{ action: 's3:ListAllMyBuckets', resource: '*' }],
  run({ MaxBuckets = 10_000, ContinuationToken = '', Prefix = '', BucketRegion }, { db, account, region }) {
    if (MaxBuckets < 1 || MaxBuckets > 10_000)
      throw invalidArgument('max-buckets must be between 1 and 10000', 'max-buckets', MaxBuckets);
    const here = BucketRegion === undefined || BucketRegion === region;
    const after = ContinuationToken && Buffer.from(ContinuationToken, 'base64url').toString();
    const found = here ? buckets.list(db, after, Prefix, MaxBuckets + 1) : [];
    const page = found.slice(0, MaxBuckets);
    return {
      Owner: ownerOf(account),
      Buckets: page.map(({ name, created }) => ({
        Name: name,
        CreationDate: new Date(created),
        BucketRegion: region,
        BucketArn: bucketArn(name),
      })),
      ...(Prefix !== '' && { Prefix }),
      ...(found.length > page.length && {
        ContinuationToken: Buffer.from(page.at(-1)!.name).toString('base64url'),
      }),
    };
  },
});
