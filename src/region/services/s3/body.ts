/** Bodies of objects: bytes, on the wire and between the services of the Region, where the SDK's types have streams. */
import type { StreamingBlobPayloadOutputTypes } from '@smithy/types';

/** @param body of a request, which the wire has read, or that of an operation of another service */
export function bytesOf(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array();
  return body instanceof Uint8Array ? body : Buffer.from(String(body));
}

export function asBody(bytes: Uint8Array): StreamingBlobPayloadOutputTypes {
  return bytes as unknown as StreamingBlobPayloadOutputTypes;
}
