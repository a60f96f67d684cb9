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
  /** as the client has it, `YYYYMMDD'T'HHMMSS'Z'` */
  readonly date: string;
  /** for how long a presigned URL is good, in seconds; undefined for a request that is signed by itself */
  readonly expires: number | undefined;
}

export interface Secret {
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

const scope = /^([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request$/;
const authorization = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/** As on AWS: a signature is good for a quarter of an hour, either way. In milliseconds. */
const tolerance = 15 * 60 * 1000;

/** What S3 has of its own: paths are signed as they are sent, where others encode them a second time, and a body may go unsigned. */
const s3 = 's3';

/** What `x-amz-content-sha256` says in place of a hash. */
const unsignedBodies = ['UNSIGNED-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'];

/**
 * Reads who a request claims to come from: by its Authorization header or, for a presigned URL, by its query.
 * @throws WireError MissingAuthenticationToken, IncompleteSignature
 */
export function readClaim(request: WireRequest): Claim {
  const { headers, query } = request;
  if (query.has('X-Amz-Signature'))
    return claimOf(query.get('X-Amz-Credential'), query.get('X-Amz-SignedHeaders'), query.get('X-Amz-Signature'), {
      sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
      date: query.get('X-Amz-Date') ?? '',
      expires: Number(query.get('X-Amz-Expires') ?? Number.NaN),
    });
  const header = headers.get('authorization');
  if (!header)
    throw new WireError('MissingAuthenticationToken', 'Request is missing Authentication Token', { status: 403 });
  const [, credential = '', signedHeaders = '', signature = ''] = authorization.exec(header) ?? [];
  return claimOf(credential, signedHeaders, signature, {
    sessionToken: headers.get('x-amz-security-token') ?? undefined,
    date: headers.get('x-amz-date') ?? '',
    expires: undefined,
  });
}

function claimOf(
  credential: string | null,
  signedHeaders: string | null,
  signature: string | null,
  others: Pick<Claim, 'sessionToken' | 'date' | 'expires'>,
): Claim {
  const [, accessKeyId, region, service] = scope.exec(credential ?? '') ?? [];
  if (!accessKeyId || !region || !service || !signedHeaders || !/^[0-9a-f]{64}$/.test(signature ?? ''))
    throw new WireError('IncompleteSignature', 'The Authorization header is not a Signature Version 4 of one Region.');
  return { accessKeyId, region, service, signedHeaders: signedHeaders.split(';'), signature: signature!, ...others };
}

/**
 * Signs the request anew with the secret, and compares. Source: IAM User Guide, "AWS Signature Version 4 for API requests".
 * @param now milliseconds since epoch, by the wall clock: a signature is dated by its client
 * @throws WireError SignatureDoesNotMatch
 */
export async function verifySignature(request: WireRequest, claim: Claim, secret: Secret, now: number): Promise<void> {
  const signingDate = parseDate(claim.date);
  checkAge(claim, now - signingDate.getTime());
  checkBodyHash(request, claim.service);
  const signer = new SignatureV4({
    credentials: {
      accessKeyId: claim.accessKeyId,
      secretAccessKey: secret.secretAccessKey,
      // It stands among the headers that are signed, but the signer itself writes it into a presigned query.
      ...(claim.expires !== undefined && { sessionToken: secret.sessionToken }),
    },
    region: claim.region,
    service: claim.service,
    sha256: Sha256,
    applyChecksum: false,
    uriEscapePath: claim.service !== s3,
  });
  const expected = await (claim.expires === undefined ? signatureOf : presignatureOf)(
    signer,
    request,
    claim,
    signingDate,
  );
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(claim.signature)))
    throw mismatch(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
}

async function signatureOf(
  signer: SignatureV4,
  request: WireRequest,
  claim: Claim,
  signingDate: Date,
): Promise<string> {
  const signableHeaders = new Set(claim.signedHeaders);
  const signed = await signer.sign(toSign(request, claim), { signingDate, signableHeaders });
  return /Signature=([0-9a-f]{64})$/.exec(signed.headers.authorization ?? '')?.[1] ?? '';
}

/** What the signer itself writes into the query of a presigned URL. */
const presigning = /^X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token)$/;

/** Source: S3 API Reference, "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)". */
async function presignatureOf(
  signer: SignatureV4,
  request: WireRequest,
  claim: Claim,
  signingDate: Date,
): Promise<string> {
  const toPresign = toSign(request, claim);
  for (const name of Object.keys(toPresign.query)) if (presigning.test(name)) delete toPresign.query[name];
  // The body of a presigned request is not known when it is signed: this is not sent, but takes the place of its hash.
  toPresign.headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD';
  const presigned = await signer.presign(toPresign, {
    signingDate,
    expiresIn: claim.expires,
    signableHeaders: new Set(claim.signedHeaders),
    unsignableHeaders: new Set(['x-amz-content-sha256']),
    unhoistableHeaders: new Set(Object.keys(toPresign.headers)),
  });
  return String(presigned.query?.['X-Amz-Signature'] ?? '');
}

/** A week, in seconds. Source: as above. */
const longestExpiry = 604_800;

/** @param age of the signature, in milliseconds */
function checkAge({ date, expires, service }: Claim, age: number): void {
  if (expires === undefined) {
    if (Math.abs(age) > tolerance)
      throw mismatch(
        `Signature expired: ${date} is not within 15 minutes of this machine's time. Set the clock right.`,
      );
    return;
  }
  if (service !== s3) throw notSupported(`presigned URLs of ${service}`);
  if (!(expires > 0 && expires <= longestExpiry))
    throw new WireError('AuthorizationQueryParametersError', 'X-Amz-Expires must be between 1 and 604800 seconds');
  if (age < -tolerance || age > expires * 1000)
    throw new WireError('AccessDenied', 'Request has expired', { status: 403 });
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
