import { operation } from '../../../service.ts';
import { onObject } from '../bucket.ts';
import { describeChecksums } from '../checksums.ts';
import { copySource } from '../copy-source.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';
import {
  checkDescription,
  checkWrite,
  describeWritten,
  descriptionMembers,
  headersOf,
  writeConditions,
  writeObject,
} from '../object.ts';
import { objectToRead } from '../reading.ts';
import { objects } from '../rows.ts';

/** Source: S3 API Reference, "CopyObject". */
export const CopyObject = operation<'s3', 'CopyObject'>({
  accepts: [
    'Bucket',
    'Key',
    'CopySource',
    'CopySourceIfMatch',
    'CopySourceIfModifiedSince',
    'CopySourceIfNoneMatch',
    'CopySourceIfUnmodifiedSince',
    'MetadataDirective',
    ...descriptionMembers,
    'IfMatch',
    'IfNoneMatch',
    'ExpectedBucketOwner',
    'ExpectedSourceBucketOwner',
  ],
  authorize: (input, context) => [
    onObject(context, 'GetObject', {
      ...copySource(input.CopySource),
      ExpectedBucketOwner: input.ExpectedSourceBucketOwner,
    }),
    onObject(context, 'PutObject', input, writeConditions(input)),
  ],
  run(input, context) {
    const { Bucket, Key, MetadataDirective = 'COPY' } = input;
    if (MetadataDirective !== 'COPY' && MetadataDirective !== 'REPLACE')
      throw invalidArgument('Unknown metadata directive.', 'x-amz-metadata-directive', MetadataDirective);
    const source = copySource(input.CopySource);
    const from = objectToRead(context, {
      ...source,
      IfMatch: input.CopySourceIfMatch,
      IfNoneMatch: input.CopySourceIfNoneMatch,
      IfModifiedSince: input.CopySourceIfModifiedSince,
      IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
    });
    const replacing = MetadataDirective === 'REPLACE';
    if (!replacing && source.Bucket === Bucket && source.Key === Key)
      throw invalidRequest(
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
      );
    checkDescription(Key, input);
    checkWrite(Key, objects.find(context.db, Bucket, Key), input);
    const described = replacing
      ? { headers: headersOf(input), metadata: input.Metadata ?? {} }
      : { headers: from.headers, metadata: from.metadata };
    const body = objects.body(context.db, source.Bucket, source.Key, 0, from.size);
    const row = writeObject(context, Bucket, { key: Key, ...described, checksums: from.checksums }, body);
    return {
      ...describeWritten(context, Bucket, row),
      CopyObjectResult: { ETag: row.etag, LastModified: new Date(row.modified), ...describeChecksums(row) },
    };
  },
});
