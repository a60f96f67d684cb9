/** Where a template's text comes from: the request, a bucket, or the stack as it stands. */
import { WireError } from '../../../errors.ts';
import type { Context } from '../../../service.ts';
import { validationError } from '../errors.ts';

/** Quotas "Template size in a request" and "in an S3 object". Source: User Guide, "Understand CloudFormation quotas". */
const largestBody = 51_200;
const largestObject = 1_048_576;

/** The members of a request that say which template. */
export interface TemplateInput {
  readonly TemplateBody?: string | undefined;
  /** of an object in a bucket, in any of the forms that S3 has; read with the rights of the caller */
  readonly TemplateURL?: string | undefined;
}

/** @throws WireError ValidationError: none is given, or both, or it is too large, or there is no such object */
export function templateText(context: Context, { TemplateBody, TemplateURL }: TemplateInput): string {
  if (TemplateBody && TemplateURL)
    throw validationError('You must specify either Template URL or Template Body, but not both.');
  if (TemplateURL) return fromBucket(context, TemplateURL);
  if (!TemplateBody) throw validationError('Either Template URL or Template Body must be specified.');
  if (Buffer.byteLength(TemplateBody) > largestBody) {
    throw validationError(
      `1 validation error detected: Value '${TemplateBody}' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${largestBody}`,
    );
  }
  return TemplateBody;
}

function fromBucket(context: Context, url: string): string {
  const object = objectOf(url);
  if (!object) throw validationError(`S3 error: Domain name specified in ${url} is not a valid S3 domain`);
  try {
    const { Body, ContentLength = 0 } = context.call('s3', 'GetObject', object);
    if (ContentLength > largestObject) throw validationError(`Template may not exceed ${largestObject} bytes in size.`);
    return Buffer.from(Body as unknown as Uint8Array).toString('utf8');
  } catch (error) {
    if (!(error instanceof WireError) || error.code === 'ValidationError') throw error;
    throw validationError(`S3 error: ${error.message}\nFor more information check S3 API Reference, "Error responses"`);
  }
}

/** Path-style and virtual-hosted-style. Source: S3 User Guide, "Virtual hosting of general purpose buckets". */
function objectOf(url: string): { Bucket: string; Key: string } | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, pathname } = new URL(url);
  const path = decodeURIComponent(pathname).slice(1);
  const hosted = /^(.+)\.s3[.-][a-z0-9.-]*amazonaws\.com(\.cn)?$/.exec(hostname)?.[1];
  const [Bucket = '', ...rest] = hosted ? [hosted, path] : path.split('/');
  const Key = rest.join('/');
  return Bucket && Key ? { Bucket, Key } : undefined;
}
