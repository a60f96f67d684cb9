import { isIPv4 } from 'node:net';
import type { Context, Requirement } from '../../service.ts';
import { bucketPolicy } from './configuration/policy.ts';
import { accessDenied, invalidBucketName, noSuchBucket } from './errors.ts';
import { type BucketRow, buckets } from './rows.ts';

/** What every request on a bucket says of it. */
export interface BucketInput {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string | undefined;
}

/** @throws WireError NoSuchBucket; AccessDenied when the caller takes it for another account's */
export function bucketOf({ db, account }: Context, { Bucket, ExpectedBucketOwner }: BucketInput): BucketRow {
  const bucket = buckets.find(db, Bucket);
  if (!bucket) throw noSuchBucket(Bucket);
  if (ExpectedBucketOwner !== undefined && ExpectedBucketOwner !== account) throw accessDenied();
  return bucket;
}

const form = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const reserved = /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** Source: S3 User Guide, "General purpose bucket naming rules". @throws WireError InvalidBucketName */
export function checkBucketName(name: string): void {
  if (!form.test(name) || name.includes('..') || isIPv4(name) || reserved.test(name)) throw invalidBucketName(name);
}

export const bucketArn = (name: string) => `arn:aws:s3:::${name}`;

/** Whoever locks the account out of its bucket is not to be stuck: to its root these are not denied by the policy itself. */
const onThePolicy = ['DeleteBucketPolicy', 'GetBucketPolicy', 'PutBucketPolicy'];

/** An action on a bucket, which has to be there: its policy has a say. @throws WireError NoSuchBucket */
export function onBucket(
  context: Context,
  action: string,
  input: BucketInput,
  conditions: Requirement['conditions'] = {},
): Requirement {
  const { name } = bucketOf(context, input);
  const exempt = context.principal.type === 'root' && onThePolicy.includes(action);
  const policy = exempt ? undefined : bucketPolicy(context.db, name);
  return { action: `s3:${action}`, resource: bucketArn(name), conditions, policy };
}

/** An action on an object, be it there or not, of a bucket that is. @throws WireError NoSuchBucket */
export function onObject(
  context: Context,
  action: string,
  input: BucketInput & { readonly Key: string },
  conditions: Requirement['conditions'] = {},
): Requirement {
  const requirement = onBucket(context, action, input, conditions);
  return { ...requirement, resource: `${requirement.resource}/${input.Key}` };
}
