import { operation } from '../../../service.ts';
import { bytesOf } from '../body.ts';
import { onObject } from '../bucket.ts';
import {
  checkBody,
  checkDescription,
  checksumMembers,
  checksumsOf,
  checkWrite,
  describeChecksums,
  describeWritten,
  descriptionMembers,
  headersOf,
  writeConditions,
  writeObject,
} from '../object.ts';
import { objects } from '../rows.ts';

/** The wire has held the body against its checksums. Source: S3 API Reference, "PutObject". */
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
    checkWrite(objects.find(context.db, Bucket, Key), input);
    const row = writeObject(
      context,
      Bucket,
      { key: Key, headers: headersOf(input), metadata: input.Metadata ?? {}, checksums: checksumsOf(input) },
      body,
    );
    return { ...describeWritten(context, Bucket, row), ...describeChecksums(row) };
  },
});
