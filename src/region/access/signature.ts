import { createHash, timingSafeEqual } from 'node:crypto';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { notSupported, WireError } from '../errors.ts';
import type { WireRequest } from '../wire/protocol.ts';

/** What the Authorization header of a signed request says. */
export interface Claim {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly sessionToken: string | undefined;
}

export interface Secret {
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

const authorization =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/** As on AWS: a signature is good for a quarter of an hour, either way. In milliseconds. */
const tolerance = 15 * 60 * 1000;

/** What S3 has of its own: paths are signed as they are sent, where others encode them a second time, and a body may go unsigned. */
const s3 = 's3';

/** What `x-amz-content-sha256` says in place of a hash. */
const unsignedBodies = ['UNSIGNED-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'];

/**
 * Reads who a request claims to come from.
 * @throws WireError MissingAuthenticationToken, IncompleteSignature
 */
export function readClaim(request: WireRequest): Claim {
  const header = request.headers.get('authorization');
  if (!header)
    throw new WireError('MissingAuthenticationToken', 'Request is missing Authentication Token', { status: 403 });
  const parts = authorization.exec(header);
  if (!parts)
    throw new WireError('IncompleteSignature', 'The Authorization header is not a Signature Version 4 of one Region.');
  const [, accessKeyId = '', region = '', service = '', signedHeaders = '', signature = ''] = parts;
  const sessionToken = request.headers.get('x-amz-security-token') ?? undefined;
  return { accessKeyId, region, service, signedHeaders: signedHeaders.split(';'), signature, sessionToken };
}

/**
 * Signs the request anew with the secret, and compares. Source: IAM User Guide, "AWS Signature Version 4 for API requests".
 * @param now milliseconds since epoch, by the wall clock: a signature is dated by its client
 * @throws WireError SignatureDoesNotMatch
 */
export async function verifySignature(request: WireRequest, claim: Claim, secret: Secret, now: number): Promise<void> {
  const date = request.headers.get('x-amz-date') ?? '';
  const signingDate = parseDate(date);
  if (Math.abs(now - signingDate.getTime()) > tolerance)
    throw mismatch(`Signature expired: ${date} is not within 15 minutes of this machine's time. Set the clock right.`);
  checkBodyHash(request, claim.service);
  const signer = new SignatureV4({
    credentials: { accessKeyId: claim.accessKeyId, secretAccessKey: secret.secretAccessKey },
    region: claim.region,
    service: claim.service,
    sha256: Sha256,
    applyChecksum: false,
    uriEscapePath: claim.service !== s3,
  });
  const signed = await signer.sign(toSign(request, claim), {
    signingDate,
    signableHeaders: new Set(claim.signedHeaders),
  });
  const expected = /Signature=([0-9a-f]{64})$/.exec(signed.headers.authorization ?? '')?.[1] ?? '';
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(claim.signature)))
    throw mismatch(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
}

/** The signature covers the header; the header has to be true of the body. */
function checkBodyHash({ headers, body }: WireRequest, service: string): void {
  const stated = headers.get('x-amz-content-sha256');
  if (stated === null || (service === s3 && unsignedBodies.includes(stated))) return;
  if (stated.startsWith('STREAMING-')) throw notSupported(`a body signed as ${stated}`);
  if (stated !== createHash('sha256').update(body).digest('hex'))
    throw mismatch("The x-amz-content-sha256 header is not the body's hash.");
}

/** Only what was signed takes part; the signer adds the date itself. */
function toSign(request: WireRequest, claim: Claim): HttpRequest {
  const headers: Record<string, string> = {};
  for (const name of claim.signedHeaders) headers[name] = request.headers.get(name) ?? '';
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(request.query.keys())) query[name] = request.query.getAll(name);
  return new HttpRequest({ method: request.method, path: request.path, query, headers, body: request.body });
}

function parseDate(text: string): Date {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!parts) throw mismatch("The X-Amz-Date header is missing or is not of the form YYYYMMDD'T'HHMMSS'Z'.");
  const [, year, month, day, hour, minute, second] = parts;
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function mismatch(message: string): WireError {
  return new WireError('SignatureDoesNotMatch', message, { status: 403 });
}
