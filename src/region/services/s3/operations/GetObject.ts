import { operation } from '../../../service.ts';
import { asBody } from '../body.ts';
import { onObject } from '../bucket.ts';
import { describeObject } from '../object.ts';
import { objectToRead, partOf, readMembers } from '../reading.ts';
import { objects } from '../rows.ts';

/** Source: S3 API Reference, "GetObject". */
export const GetObject = operation<'s3', 'GetObject'>({
  accepts: [
    ...readMembers,
    'ResponseCacheControl',
    'ResponseContentDisposition',
    'ResponseContentEncoding',
    'ResponseContentLanguage',
    'ResponseContentType',
  ],
  authorize: (input, context) => [onObject(context, 'GetObject', input)],
  run(input, context) {
    const { Bucket, Key, Range } = input;
    const row = objectToRead(context, input);
    const { from, length, contentRange } = partOf(Range, row.size);
    const described = describeObject(context, Bucket, row, input.ChecksumMode === 'ENABLED' && !contentRange);
    return {
      ...described,
      CacheControl: input.ResponseCacheControl ?? described.CacheControl,
      ContentDisposition: input.ResponseContentDisposition ?? described.ContentDisposition,
      ContentEncoding: input.ResponseContentEncoding ?? described.ContentEncoding,
      ContentLanguage: input.ResponseContentLanguage ?? described.ContentLanguage,
      ContentType: input.ResponseContentType ?? described.ContentType,
      ContentLength: length,
      ...(contentRange !== undefined && { ContentRange: contentRange }),
      Body: asBody(objects.body(context.db, Bucket, Key, from, length)),
    };
  },
});
