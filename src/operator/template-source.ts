/** How a template reaches CloudFormation: in the request, or, where it is too large for that, through a bucket. */
import { createHash } from 'node:crypto';
import type { Clients } from '../aws/clients.ts';
import { Failure } from './failure.ts';

/** Bytes. Source: CloudFormation User Guide, "Understand CloudFormation quotas", "Template body size in a request". */
const largestBody = 51_200;

/** A template as CloudFormation's operations take it. */
export type TemplateSource = { readonly TemplateBody: string } | { readonly TemplateURL: string };

export interface TemplateSourceOptions {
  /** a bucket of one's own; small templates go through it as well */
  readonly bucket?: string;
  /** is told what is done in S3 */
  readonly tell: (line: string) => void;
}

/**
 * @param text YAML or JSON
 * @throws Failure when the bucket is not the caller's
 */
export async function templateSource(
  clients: Clients,
  text: string,
  { bucket, tell }: TemplateSourceOptions,
): Promise<TemplateSource> {
  const size = Buffer.byteLength(text);
  if (size <= largestBody && !bucket) return { TemplateBody: text };
  const { Account = '', Arn = '' } = await clients.sts.getCallerIdentity({});
  const region = await clients.s3.config.region();
  const name = bucket ?? `wakepatch-templates-${Account}-${region}`;
  if (!(await exists(clients, name, Account))) {
    if (bucket) throw new Failure(`There is no bucket ${bucket}. Make it first, or leave out --bucket.`);
    await make(clients, name, Account, region);
    tell(`Made the bucket ${name}, which is private.`);
  }
  const Key = `${createHash('sha256').update(text).digest('hex')}.template`;
  await clients.s3.putObject({ Bucket: name, Key, Body: text, ExpectedBucketOwner: Account });
  const why = size > largestBody ? `larger than CloudFormation takes in a request` : 'as --bucket says';
  tell(`The template, ${size} bytes (${why}), is s3://${name}/${Key}.`);
  return { TemplateURL: `https://${name}.s3.${region}.${dnsSuffix(Arn)}/${Key}` };
}

/** Anybody may have made a bucket of that name, so it has to be the caller's own. */
async function exists({ s3 }: Clients, Bucket: string, ExpectedBucketOwner: string): Promise<boolean> {
  try {
    await s3.headBucket({ Bucket, ExpectedBucketOwner });
    return true;
  } catch (error) {
    // HeadBucket answers without a body, so the SDK knows the error by its status.
    const { $metadata: { httpStatusCode: status } = {} } = error as { $metadata?: { httpStatusCode?: number } };
    if (status === 404) return false;
    if (status !== 403) throw error;
    throw new Failure(`The bucket ${Bucket} is another account's, or may not be used. Name one with --bucket.`);
  }
}

/** Source: S3 API Reference, "CreateBucket": us-east-1 is named by naming none. */
async function make({ s3 }: Clients, Bucket: string, ExpectedBucketOwner: string, region: string): Promise<void> {
  const LocationConstraint = region as NonNullable<
    Parameters<typeof s3.createBucket>[0]['CreateBucketConfiguration']
  >['LocationConstraint'];
  await s3.createBucket({
    Bucket,
    ...(region !== 'us-east-1' && { CreateBucketConfiguration: { LocationConstraint } }),
  });
  await s3.putPublicAccessBlock({
    Bucket,
    ExpectedBucketOwner,
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
  });
}

/** @param arn of the caller, whose second part is the partition */
function dnsSuffix(arn: string): string {
  return arn.startsWith('arn:aws-cn:') ? 'amazonaws.com.cn' : 'amazonaws.com';
}
