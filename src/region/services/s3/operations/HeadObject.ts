import { WireError } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { onObject } from '../bucket.ts';
import { notFound } from '../errors.ts';
import { describeObject } from '../object.ts';
import { objectToRead, partOf, readMembers } from '../reading.ts';

/** Source: S3 API Reference, "HeadObject". */
export const HeadObject = operation<'s3', 'HeadObject'>({
  accepts: readMembers,
  authorize: (input, context) => [onObject(context, 'GetObject', input)],
  run(input, context) {
    const row = unlessMissing(() => objectToRead(context, input));
    const { length, contentRange } = partOf(input.Range, row.size);
    return {
      ...describeObject(context, input.Bucket, row, input.ChecksumMode === 'ENABLED' && !contentRange),
      ContentLength: length,
      ...(contentRange !== undefined && { ContentRange: contentRange }),
    };
  },
});

function unlessMissing<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof WireError && error.code === 'NoSuchKey') throw notFound();
    throw error;
  }
}
