import type { StaticOperationSchema } from '@smithy/types';
import type { WireError } from '../errors.ts';
import type { Model } from './model.ts';

/** An HTTP request as it came, its body read. */
export interface WireRequest {
  readonly method: string;
  /** still percent-encoded, without the query */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What a request says, by the member names of the model. */
export interface Reading {
  readonly input: Record<string, unknown>;
  /** what the caller sent that the model does not know, as dotted paths */
  readonly unknown: readonly string[];
}

/** One of AWS's protocols, seen from the server's side. */
export interface Protocol {
  /** The name of the operation that the request asks for; undefined when it names none. */
  operation(request: WireRequest, model: Model): string | undefined;
  /** Throws WireError SerializationException (or the protocol's like) when the request cannot be read. */
  read(request: WireRequest, schema: StaticOperationSchema): Reading;
  write(output: object, schema: StaticOperationSchema, model: Model, requestId: string): WireResponse;
  /** The error for a required member that is absent. @param path dotted, list indices counted from 1 */
  missing(path: string): WireError;
  fail(error: WireError, model: Model, requestId: string): WireResponse;
}
