/**
 * The front door: what happens to a request, in order. Everything that speaks to the Region comes through here.
 */
import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { type ErrorHandler, Hono, type MiddlewareHandler } from 'hono';
import type { Identities } from './access/access.ts';
import { type Claim, readClaim, verifySignature } from './access/signature.ts';
import type { Engine } from './engine.ts';
import { notSupported, WireError } from './errors.ts';
import type { Principal, Service } from './service.ts';
import type { Database } from './store/database.ts';
import { reasonOf, StoreTrouble } from './store/trouble.ts';
import { accept } from './wire/accept.ts';
import { type Model, readModel, withoutTokens } from './wire/model.ts';
import type { Protocol, WireRequest, WireResponse } from './wire/protocol.ts';
import { protocols } from './wire/protocols/index.ts';
import { query } from './wire/protocols/query.ts';

/** What is learned of a request on its way; each step fills in its own. */
interface Variables {
  requestId: string;
  request: WireRequest;
  claim: Claim;
  service: Service;
  model: Model;
  protocol: Protocol;
  principal: Principal;
  operation: string;
  input: Record<string, unknown>;
}

type Step = MiddlewareHandler<{ Variables: Variables }>;

export interface ServerParts {
  readonly engine: Engine;
  readonly db: Database;
  readonly identities: Identities;
  readonly services: readonly Service[];
  /** host names under which the Region may be addressed, without port */
  readonly hosts: readonly string[];
  /** what is no request to a service: below this path others answer */
  readonly pages?: { readonly path: string; fetch(request: Request): Response | Promise<Response> };
  /** milliseconds since epoch by the wall clock: signatures are dated by it, also where time is simulated */
  readonly wallClock: () => number;
  log(line: string): void;
}

export function createServer(parts: ServerParts): Hono<{ Variables: Variables }> {
  const chain: readonly Step[] = [
    nameRequest,
    refuseForeignHosts(parts.hosts),
    ...(parts.pages ? [servePages(parts.pages)] : []),
    readHead,
    identifyService(parts.services),
    readBody,
    authenticate(parts),
    readOperation,
    perform(parts.engine),
  ];
  const server = new Hono<{ Variables: Variables }>();
  for (const step of chain) server.use(step);
  server.onError(answerErrors(parts.log));
  return server;
}

const nameRequest: Step = async (exchange, next) => {
  exchange.set('requestId', randomUUID());
  await next();
};

/** Every error leaves in the words of the protocol that was spoken; what is no WireError is our fault and is logged. */
function answerErrors(log: (line: string) => void): ErrorHandler<{ Variables: Variables }> {
  return (thrown, exchange) => {
    const error = thrown instanceof WireError ? thrown : internalError(thrown, log);
    const { requestId, protocol = query, model } = exchange.var;
    return toResponse(protocol.fail(error, model, requestId));
  };
}

function internalError(error: Error, log: (line: string) => void): WireError {
  log(`Internal error: ${reasonOf(error)}`);
  // It passes: clients of AWS try again.
  if (error instanceof StoreTrouble) return new WireError('ServiceUnavailable', error.message, { status: 503 });
  return new WireError('InternalFailure', `The Region failed: ${error.message}`, { status: 500 });
}

/** A web page must not reach the Region: neither by a name that resolves to loopback, nor by a request from another origin. */
function refuseForeignHosts(hosts: readonly string[]): Step {
  const isOwn = (authority: string) => hosts.includes(authority.replace(/:\d+$/, ''));
  return async ({ req }, next) => {
    const host = req.header('host') ?? '';
    if (!isOwn(host)) throw forbidden(`The Host header '${host}' is not this Region's. Use its own address.`);
    const origin = req.header('origin');
    if (origin !== undefined && !isOwn(origin.replace(/^https?:\/\//, '')))
      throw forbidden(`Requests from the origin '${origin}' are refused.`);
    await next();
  };
}

function forbidden(message: string): WireError {
  return new WireError('AccessDenied', message, { status: 403 });
}

/** A browser that comes without a signature to the bare address means the pages. */
function servePages({ path, fetch }: NonNullable<ServerParts['pages']>): Step {
  return async ({ req, redirect }, next) => {
    const isBrowser =
      req.method === 'GET' && req.header('accept')?.includes('text/html') && !req.header('authorization');
    if (req.path === '/' && isBrowser) return redirect(`${path}/`);
    if (req.path === path || req.path.startsWith(`${path}/`)) return fetch(req.raw);
    await next();
  };
}

const readHead: Step = async (exchange, next) => {
  const url = new URL(exchange.req.url);
  // As it was sent: a URL takes dots out of the path, which may be a part of an object's key.
  const { incoming } = exchange.env as HttpBindings;
  exchange.set('request', {
    method: exchange.req.method,
    path: (incoming.url ?? url.pathname).replace(/\?.*$/s, ''),
    query: url.searchParams,
    headers: exchange.req.raw.headers,
    body: new Uint8Array(),
  });
  await next();
};

/** Bytes of a body: the largest object that S3 takes here, 64 MiB, and room for its encoding. A body is held in memory. */
const largestBody = 66 * 1024 * 1024;

const readBody: Step = async (exchange, next) => {
  const { request } = exchange.var;
  const length = request.headers.get('content-length');
  if (Number(length) > largestBody) throw tooLarge(Number(length));
  // With a length HTTP itself sees to it that no more comes.
  const body =
    length === null ? await gather(request, exchange.req.raw) : new Uint8Array(await exchange.req.arrayBuffer());
  exchange.set('request', { ...request, body });
  await next();
};

/** A body of which at most the size of what is encoded in it is known. @throws WireError MissingContentLength, EntityTooLarge */
async function gather({ headers }: WireRequest, { body }: Request): Promise<Uint8Array> {
  if (headers.has('transfer-encoding') && !headers.has('x-amz-decoded-content-length'))
    throw new WireError('MissingContentLength', 'You must provide the Content-Length HTTP header.', { status: 411 });
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.length;
    if (size > largestBody) throw tooLarge(size);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function tooLarge(size: number): WireError {
  return new WireError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
    members: { ProposedSize: size, MaxSizeAllowed: largestBody },
  });
}

/** The credential scope of the signature names the service. */
function identifyService(services: readonly Service[]): Step {
  const known = new Map(
    services.map((service) => [service.name as string, { service, model: readModel(service.model) }]),
  );
  return async (exchange, next) => {
    const claim = readClaim(exchange.var.request);
    exchange.set('claim', claim);
    const found = known.get(claim.service);
    if (!found) throw notSupported(`the service ${claim.service}`);
    exchange.set('service', found.service);
    exchange.set('model', found.model);
    exchange.set('protocol', protocols[found.model.protocol] as Protocol);
    await next();
  };
}

function authenticate({ identities, db, engine, wallClock }: ServerParts): Step {
  return async (exchange, next) => {
    const { claim, request } = exchange.var;
    const identity = identities.find(db, claim.accessKeyId);
    if (!identity || identity.secret.sessionToken !== claim.sessionToken)
      throw new WireError('InvalidClientTokenId', 'The security token included in the request is invalid.', {
        status: 403,
      });
    await verifySignature(request, claim, identity.secret, wallClock());
    if (identity.expires !== undefined && identity.expires <= engine.outside.clock.now())
      throw new WireError('ExpiredToken', 'The security token included in the request is expired', { status: 403 });
    if (claim.region !== engine.outside.region)
      throw new WireError(
        'SignatureDoesNotMatch',
        `Credential should be scoped to a valid region: this one is ${engine.outside.region}, not ${claim.region}.`,
        { status: 403 },
      );
    exchange.set('principal', identity.principal);
    await next();
  };
}

const readOperation: Step = async (exchange, next) => {
  const { protocol, model, request, service } = exchange.var;
  const name = protocol.operation(request, model);
  const schema = name === undefined ? undefined : model.operations.get(name);
  if (!name || !schema)
    throw new WireError('InvalidAction', `The request names no operation of ${service.name} ${model.version}.`);
  const operation = service.operations[name];
  if (!operation) throw notSupported(`the operation ${name} of ${service.name}`);
  const reading = protocol.read(request, schema);
  accept(reading, schema, operation.accepts, protocol.missing);
  exchange.set('operation', name);
  exchange.set('input', reading.input);
  await next();
};

function perform(engine: Engine): Step {
  return async ({ var: { service, operation: name, input, principal, claim, requestId, model, protocol } }) => {
    const schema = model.operations.get(name);
    if (!schema) throw new TypeError(`${service.name} has no model of ${name}`);
    const request = { service, name, input, principal };
    const invocation = engine.invocationOf(claim.accessKeyId);
    if (!invocation) engine.outside.clock.attend();
    const output = invocation
      ? await engine.performFor(invocation, request, requestId, withoutTokens(input, schema))
      : await engine.outside.clock.busy(() => engine.perform(request, requestId));
    return toResponse(protocol.write(output, schema, model, requestId));
  };
}

function toResponse({ status, headers, body }: WireResponse): Response {
  const empty = status === 204 || status === 304;
  return new Response(empty ? null : (body as string | Uint8Array<ArrayBuffer>), { status, headers });
}
