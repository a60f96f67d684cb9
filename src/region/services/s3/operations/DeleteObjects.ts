import type { _Error, DeletedObject } from '@aws-sdk/client-s3';
import { WireError } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { bucketOf } from '../bucket.ts';
import { malformedXml } from '../errors.ts';

/** Keys of one request. */
const mostKeys = 1000;

/** Each object is allowed or denied by itself. Source: S3 API Reference, "DeleteObjects". */
export const DeleteObjects = operation<'s3', 'DeleteObjects'>({
  accepts: [
    'Bucket',
    'Delete.Objects.Key',
    'Delete.Objects.ETag',
    'Delete.Quiet',
    'ChecksumAlgorithm',
    'ExpectedBucketOwner',
  ],
  authorize: () => [],
  run({ Bucket, Delete: { Objects, Quiet }, ExpectedBucketOwner }, context) {
    bucketOf(context, { Bucket, ExpectedBucketOwner });
    if (Objects.length === 0 || Objects.length > mostKeys) throw malformedXml();
    const Deleted: DeletedObject[] = [];
    const Errors: _Error[] = [];
    for (const { Key = '', ETag } of Objects) {
      try {
        context.call('s3', 'DeleteObject', { Bucket, Key, ...(ETag !== undefined && { IfMatch: ETag }) });
        Deleted.push({ Key });
      } catch (error) {
        if (!(error instanceof WireError)) throw error;
        Errors.push({ Key, Code: error.code, Message: error.message });
      }
    }
    return { ...(!Quiet && { Deleted }), ...(Errors.length > 0 && { Errors }) };
  },
});
