/** The parts of a bucket's configuration that are kept as they were put. */
import type {
  OwnershipControls,
  PublicAccessBlockConfiguration,
  ServerSideEncryptionConfiguration,
  Tag,
} from '@aws-sdk/client-s3';
import type { WireError } from '../../../errors.ts';
import type { Database } from '../../../store/database.ts';
import { missingConfiguration } from '../errors.ts';
import { configurations } from '../rows.ts';

interface Part<T> {
  find(db: Database, bucket: string): T | undefined;
  /** @throws WireError when the bucket has none */
  get(db: Database, bucket: string): T;
  put(db: Database, bucket: string, value: T): void;
  delete(db: Database, bucket: string): void;
}

/** @param initial what a bucket has of which nothing was put */
function part<T>(kind: string, missing: (bucket: string) => WireError, initial?: T): Part<T> {
  const find = (db: Database, bucket: string) => {
    const text = configurations.find(db, bucket, kind);
    return text === undefined ? initial : (JSON.parse(text) as T);
  };
  return {
    find,
    get(db, bucket) {
      const value = find(db, bucket);
      if (value === undefined) throw missing(bucket);
      return value;
    },
    put: (db, bucket, value) => configurations.put(db, bucket, kind, JSON.stringify(value)),
    delete: (db, bucket) => configurations.delete(db, bucket, kind),
  };
}

/** All objects are encrypted with keys of S3, whatever is said. Source: "Setting default server-side encryption behavior". */
export const encryption = part<ServerSideEncryptionConfiguration>(
  'encryption',
  (bucket) =>
    missingConfiguration(
      'ServerSideEncryptionConfigurationNotFoundError',
      'The server side encryption configuration was not found',
      bucket,
    ),
  { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }] },
);

export const publicAccessBlock = part<PublicAccessBlockConfiguration>('publicAccessBlock', (bucket) =>
  missingConfiguration(
    'NoSuchPublicAccessBlockConfiguration',
    'The public access block configuration was not found',
    bucket,
  ),
);

/** What a new bucket has. Source: S3 User Guide, "Blocking public access to your Amazon S3 storage". */
export const allBlocked: Required<PublicAccessBlockConfiguration> = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

export const ownershipControls = part<OwnershipControls>('ownershipControls', (bucket) =>
  missingConfiguration('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found', bucket),
);

export const tagging = part<Tag[]>('tagging', (bucket) =>
  missingConfiguration('NoSuchTagSet', 'The TagSet does not exist', bucket),
);

/** A policy is kept as the text that it was put as. */
export const policy = part<string>('policy', (bucket) =>
  missingConfiguration('NoSuchBucketPolicy', 'The bucket policy does not exist', bucket),
);
