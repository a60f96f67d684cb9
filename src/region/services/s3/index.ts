import * as model from '@aws-sdk/client-s3';
import type { Service } from '../../service.ts';
import { expire } from './configuration/lifecycle.ts';
import { CopyObject } from './operations/CopyObject.ts';
import { CreateBucket } from './operations/CreateBucket.ts';
import { DeleteBucket } from './operations/DeleteBucket.ts';
import { DeleteBucketEncryption } from './operations/DeleteBucketEncryption.ts';
import { DeleteBucketLifecycle } from './operations/DeleteBucketLifecycle.ts';
import { DeleteBucketOwnershipControls } from './operations/DeleteBucketOwnershipControls.ts';
import { DeleteBucketPolicy } from './operations/DeleteBucketPolicy.ts';
import { DeleteBucketTagging } from './operations/DeleteBucketTagging.ts';
import { DeleteObject } from './operations/DeleteObject.ts';
import { DeleteObjects } from './operations/DeleteObjects.ts';
import { DeletePublicAccessBlock } from './operations/DeletePublicAccessBlock.ts';
import { GetBucketEncryption } from './operations/GetBucketEncryption.ts';
import { GetBucketLifecycleConfiguration } from './operations/GetBucketLifecycleConfiguration.ts';
import { GetBucketLocation } from './operations/GetBucketLocation.ts';
import { GetBucketOwnershipControls } from './operations/GetBucketOwnershipControls.ts';
import { GetBucketPolicy } from './operations/GetBucketPolicy.ts';
import { GetBucketTagging } from './operations/GetBucketTagging.ts';
import { GetBucketVersioning } from './operations/GetBucketVersioning.ts';
import { GetObject } from './operations/GetObject.ts';
import { GetPublicAccessBlock } from './operations/GetPublicAccessBlock.ts';
import { HeadBucket } from './operations/HeadBucket.ts';
import { HeadObject } from './operations/HeadObject.ts';
import { ListBuckets } from './operations/ListBuckets.ts';
import { ListObjects } from './operations/ListObjects.ts';
import { ListObjectsV2 } from './operations/ListObjectsV2.ts';
import { PutBucketEncryption } from './operations/PutBucketEncryption.ts';
import { PutBucketLifecycleConfiguration } from './operations/PutBucketLifecycleConfiguration.ts';
import { PutBucketOwnershipControls } from './operations/PutBucketOwnershipControls.ts';
import { PutBucketPolicy } from './operations/PutBucketPolicy.ts';
import { PutBucketTagging } from './operations/PutBucketTagging.ts';
import { PutObject } from './operations/PutObject.ts';
import { PutPublicAccessBlock } from './operations/PutPublicAccessBlock.ts';
import { migrations } from './rows.ts';

/** Amazon S3: buckets and objects, for one account. Objects are rows: they are written in the transaction that says so. */
export const service: Service = {
  name: 's3',
  model,
  migrations,
  accessDenied: 'AccessDenied',
  timers: { expire },
  operations: {
    CopyObject,
    CreateBucket,
    DeleteBucket,
    DeleteBucketEncryption,
    DeleteBucketLifecycle,
    DeleteBucketOwnershipControls,
    DeleteBucketPolicy,
    DeleteBucketTagging,
    DeleteObject,
    DeleteObjects,
    DeletePublicAccessBlock,
    GetBucketEncryption,
    GetBucketLifecycleConfiguration,
    GetBucketLocation,
    GetBucketOwnershipControls,
    GetBucketPolicy,
    GetBucketTagging,
    GetBucketVersioning,
    GetObject,
    GetPublicAccessBlock,
    HeadBucket,
    HeadObject,
    ListBuckets,
    ListObjects,
    ListObjectsV2,
    PutBucketEncryption,
    PutBucketLifecycleConfiguration,
    PutBucketOwnershipControls,
    PutBucketPolicy,
    PutBucketTagging,
    PutObject,
    PutPublicAccessBlock,
  },
};
