import { operation } from '../../../service.ts';
import { bytesOf } from '../body.ts';
import { onObject } from '../bucket.ts';
import { checksumMembers, checksumsOf, describeChecksums } from '../checksums.ts';
import {
  checkBody,
  checkDescription,
  checkWrite,
  describeWritten,
  descriptionMembers,
  headersOf,
  writeConditions,
  writeObject,
} from '../object.ts';
import { objects } from '../rows.ts';

/** Source: S3 API Reference, "PutObject". */
export const PutObject = operation<'s3', 'PutObject'>({
  accepts: [
    'Bucket',
    'Key',
    'Body',
    'ContentLength',
    'ContentMD5',
    'ChecksumAlgorithm',
    ...checksumMembers,
    ...descriptionMembers,
    'IfMatch',
    'IfNoneMatch',
    'ExpectedBucketOwner',
  ],
  authorize: (input, context) => [onObject(context, 'PutObject', input, writeConditions(input))],
  run(input, context) {
    const { Bucket, Key } = input;
    const body = bytesOf(input.Body);
    checkDescription(Key, input);
    checkBody(body, input.ContentLength);
    checkWrite(Key, objects.find(context.db, Bucket, Key), input);
    const row = writeObject(
      context,
      Bucket,
      { key: Key, headers: headersOf(input), metadata: input.Metadata ?? {}, checksums: checksumsOf(input, body) },
      body,
    );
    return { ...describeWritten(context, Bucket, row), ...describeChecksums(row) };
  },
});
