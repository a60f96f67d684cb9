import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { XmlNode } from '@aws-sdk/xml-builder';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';
import { WireError } from '../../errors.ts';
import { isChunked, readChunks } from '../aws-chunked.ts';
import { verifyChecksums } from '../checksums.ts';
import { xmlNames } from '../common-errors.ts';
import { bodyMembers, payloadMember, readBindings, writeBindings } from '../http-bindings.ts';
import { bindingOf, findOperation } from '../http-routes.ts';
import type { Model } from '../model.ts';
import type { Protocol, WireRequest, WireResponse } from '../protocol.ts';
import { membersOf, structureOf } from '../structure.ts';
import { readXml } from '../xml-input.ts';

/**
 * REST XML, as S3 speaks it: members are bound to path, query, headers and body; an error stands alone, without a wrapper.
 * Source: Smithy, "AWS restXml protocol" and "Amazon S3 Customizations".
 */
export const restXml: Protocol = {
  operation: (request, model) => findOperation(request, model)?.[2],

  read(request, schema) {
    const message = unchunk(request);
    verifyChecksums(message.headers, message.body);
    const { input, unknown } = readBindings(message, schema);
    unknown.push(...unknownHeaders(message.headers, structureOf(schema[4])));
    const payload = payloadMember(structureOf(schema[4]));
    if (payload && message.body.length > 0) {
      const [name, member] = payload;
      input[name] = readPayload(name, member, message.body, unknown);
    }
    return { input, unknown };
  },

  write(output, schema, model, requestId) {
    const structure = structureOf(schema[5]);
    const answer = output as Record<string, unknown>;
    const { headers, status = bindingOf(schema)[2] } = writeBindings(structure, answer);
    const body = writeBody(structure, answer, schema, model);
    return {
      // RFC 9110: a part of a representation, named by its range, is an answer of its own status.
      status: headers['content-range'] === undefined ? status : 206,
      headers: { ...contentType(body), ...identified(requestId), ...headers },
      body: body instanceof XmlNode ? document(body) : body,
    };
  },

  missing: (path) => new WireError('InvalidRequest', `Missing required member for this request: ${path}`),

  fail(error, _model, requestId): WireResponse {
    const node = XmlNode.of('Error')
      .addChildNode(XmlNode.of('Code', xmlNames[error.code] ?? error.code))
      .addChildNode(XmlNode.of('Message', error.message));
    for (const [name, value] of Object.entries(error.members)) node.addChildNode(XmlNode.of(name, String(value)));
    node.addChildNode(XmlNode.of('RequestId', requestId));
    return { status: error.status, headers: { ...contentType(node), ...identified(requestId) }, body: document(node) };
  },
};

/** The request without its content encoding: chunks are put together, and what trails them stands in the headers. */
function unchunk(request: WireRequest): WireRequest {
  if (!isChunked(request.headers)) return request;
  const { chunks, trailers } = readChunks(request.body);
  const body = Buffer.concat(chunks.map(({ data }) => data));
  const headers = new Headers(request.headers);
  for (const [name, value] of trailers) headers.set(name, value);
  headers.set('content-length', String(body.length));
  const stated = headers.get('x-amz-decoded-content-length');
  if (stated !== null && Number(stated) !== body.length)
    throw new WireError(
      'IncompleteBody',
      'You did not provide the number of bytes specified by the Content-Length HTTP header.',
    );
  const encodings = (headers.get('content-encoding') ?? '').split(',').map((each) => each.trim());
  const left = encodings.filter((each) => each !== 'aws-chunked' && each !== '');
  if (left.length > 0) headers.set('content-encoding', left.join(','));
  else headers.delete('content-encoding');
  return { ...request, headers, body };
}

/** Headers that belong to the transport: signature, encoding, checksums and who the client is. */
const transport =
  /^x-amz-(date|content-sha256|security-token|decoded-content-length|trailer|trailer-signature|user-agent|checksum-.*|sdk-checksum-algorithm|te)$/;

function unknownHeaders(headers: Headers, structure: NormalizedSchema): string[] {
  const traits = membersOf(structure).map(([, member]) => member.getMergedTraits());
  const names = traits.flatMap(({ httpHeader }) => (httpHeader ? [httpHeader.toLowerCase()] : []));
  const prefixes = traits.flatMap(({ httpPrefixHeaders }) => (httpPrefixHeaders ? [httpPrefixHeaders] : []));
  return [...headers.keys()].filter(
    (name) =>
      name.startsWith('x-amz-') &&
      !transport.test(name) &&
      !names.includes(name) &&
      !prefixes.some((prefix) => name.startsWith(prefix)),
  );
}

function readPayload(name: string, member: NormalizedSchema, body: Uint8Array, unknown: string[]): unknown {
  if (member.isBlobSchema()) return body;
  if (member.isStringSchema()) return new TextDecoder().decode(body);
  return readXml(member, body, member.getMergedTraits().xmlName ?? member.getName() ?? name, unknown, name);
}

/** What stands in the body: a document, what is one by itself (bytes, a policy's text), or nothing. */
function writeBody(
  structure: NormalizedSchema,
  answer: Record<string, unknown>,
  schema: StaticOperationSchema,
  model: Model,
): XmlNode | Uint8Array | string {
  const payload = payloadMember(structure);
  if (payload) {
    const [name, member] = payload;
    const value = answer[name];
    if (value === undefined) return '';
    return member.isStructSchema() ? serialise(member, value as object, schema, model) : (value as Uint8Array | string);
  }
  const members = bodyMembers(structure);
  const [only] = members;
  if (!only) return '';
  if (members.length === 1 && structure.getMergedTraits().xmlName === only[0]) return unwrapped(only[0], answer, model);
  return serialise(structure, Object.fromEntries(members.map(([name]) => [name, answer[name]])), schema, model);
}

/** `s3UnwrappedXmlOutput`: the element of an answer whose only member bears the answer's own name is that member. */
function unwrapped(name: string, answer: Record<string, unknown>, model: Model): XmlNode {
  const text = answer[name];
  const node = text === undefined ? XmlNode.of(name) : XmlNode.of(name, String(text));
  return node.addAttribute('xmlns', model.xmlNamespace);
}

/** The SDK's serialiser keeps the tree it builds to itself but for this field; its text would have to be parsed again. */
function serialise(shape: NormalizedSchema, value: object, schema: StaticOperationSchema, model: Model): XmlNode {
  const serializer = new XmlShapeSerializer({
    xmlNamespace: model.xmlNamespace,
    serviceNamespace: schema[1],
    timestampFormat: { useTrait: true, default: 5 },
  });
  serializer.write(shape, value);
  return (serializer as unknown as { buffer: XmlNode }).buffer.addAttribute('xmlns', model.xmlNamespace);
}

function contentType(body: XmlNode | Uint8Array | string): Record<string, string> {
  if (body instanceof XmlNode) return { 'content-type': 'application/xml' };
  return typeof body === 'string' ? {} : { 'content-type': 'application/octet-stream' };
}

const identified = (requestId: string) => ({ 'x-amz-request-id': requestId });

function document(node: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${node}`;
}
