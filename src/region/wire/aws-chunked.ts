/**
 * The content encoding `aws-chunked`, in which clients send bodies whose hash they do not know when they begin.
 * Source: S3 API Reference, "Signature calculations for the authorization header: Transferring a payload in multiple chunks".
 */
import { WireError } from '../errors.ts';

export interface Chunk {
  readonly data: Uint8Array;
  /** hexadecimal; undefined where chunks are not signed */
  readonly signature: string | undefined;
}

export interface ChunkedBody {
  /** the last of them is empty */
  readonly chunks: readonly Chunk[];
  /** name in lower case -> value */
  readonly trailers: ReadonlyMap<string, string>;
}

/** A body is chunked when the header `x-amz-content-sha256` says so in place of a hash. */
export function isChunked(headers: Headers): boolean {
  return headers.get('x-amz-content-sha256')?.startsWith('STREAMING-') ?? false;
}

/** @throws WireError IncompleteBody */
export function readChunks(body: Uint8Array): ChunkedBody {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const chunks: Chunk[] = [];
  let at = 0;
  const line = (): string => {
    const end = bytes.indexOf('\r\n', at);
    if (end === -1) throw incomplete();
    const text = bytes.toString('latin1', at, end);
    at = end + 2;
    return text;
  };
  for (;;) {
    const [, size, signature] = /^([0-9a-f]+)(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line()) ?? [];
    if (size === undefined) throw incomplete();
    const length = Number.parseInt(size, 16);
    if (at + length > bytes.length) throw incomplete();
    chunks.push({ data: bytes.subarray(at, at + length), signature });
    at += length;
    if (length === 0) break;
    if (line() !== '') throw incomplete();
  }
  const trailers = new Map<string, string>();
  while (at < bytes.length) {
    const text = line();
    const colon = text.indexOf(':');
    if (colon > 0) trailers.set(text.slice(0, colon).toLowerCase(), text.slice(colon + 1).trim());
    else if (text !== '') throw incomplete();
  }
  return { chunks, trailers };
}

function incomplete(): WireError {
  return new WireError('IncompleteBody', 'The request body terminated unexpectedly');
}
