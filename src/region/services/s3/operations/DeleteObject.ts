import { operation } from '../../../service.ts';
import { onObject } from '../bucket.ts';
import { preconditionFailed } from '../errors.ts';
import { sameEtag } from '../object.ts';
import { objects } from '../rows.ts';

/** That the object is not there is no error. Source: S3 API Reference, "DeleteObject". */
export const DeleteObject = operation<'s3', 'DeleteObject'>({
  accepts: ['Bucket', 'Key', 'IfMatch', 'ExpectedBucketOwner'],
  authorize: (input, context) => [onObject(context, 'DeleteObject', input)],
  run({ Bucket, Key, IfMatch }, { db }) {
    const present = objects.find(db, Bucket, Key);
    if (present && IfMatch !== undefined && IfMatch !== '*' && !sameEtag(IfMatch, present.etag))
      throw preconditionFailed('If-Match');
    objects.delete(db, Bucket, Key);
    return {};
  },
});
