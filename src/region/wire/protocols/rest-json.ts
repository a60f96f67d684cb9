import { JsonCodec } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';
import { WireError } from '../../errors.ts';
import { jsonNames } from '../common-errors.ts';
import { readJson, structureOf } from '../json-input.ts';
import type { Model } from '../model.ts';
import type { Protocol, WireRequest } from '../protocol.ts';
import { missingMember, parseBody } from './rpc-json.ts';

const codec = new JsonCodec({ timestampFormat: { useTrait: true, default: 7 }, jsonName: true });

/** REST JSON, as Lambda speaks it: members are bound to path, query, headers and body. Source: Smithy, "AWS restJson1 protocol". */
export const restJson: Protocol = {
  operation: (request, model) => match(request, model)?.[2],

  read(request, schema) {
    const structure = structureOf(schema[4]);
    const unknown: string[] = [];
    const input: Record<string, unknown> = {};
    const labels = labelsOf(request, schema);
    const body = bodyMembers(structure);
    for (const [name, member] of members(structure)) {
      const { httpLabel, httpQuery, httpHeader, httpPayload } = member.getMergedTraits();
      if (httpLabel) input[name] = labels?.[name];
      else if (httpQuery) assign(input, name, readText(member, request.query.get(httpQuery)));
      else if (httpHeader) assign(input, name, readText(member, request.headers.get(httpHeader)));
      else if (httpPayload && member.isBlobSchema()) input[name] = request.body;
      else if (httpPayload) input[name] = readJson(member, parseBody(request.body), unknown, name);
    }
    if (body.length > 0) {
      for (const [name, value] of Object.entries(parseBody(request.body) as object)) {
        const member = body.find(([known]) => known === name)?.[1];
        if (!member) unknown.push(name);
        else assign(input, name, readJson(member, value ?? undefined, unknown, name));
      }
    }
    return { input, unknown };
  },

  write(output, schema, _model, requestId) {
    const structure = structureOf(schema[5]);
    const answer = output as Record<string, unknown>;
    const headers: Record<string, string> = { 'content-type': 'application/json', 'x-amzn-requestid': requestId };
    let status = bindingOf(schema)[2];
    let payload: string | Uint8Array | undefined;
    for (const [name, member] of members(structure)) {
      const { httpHeader, httpPayload, httpResponseCode } = member.getMergedTraits();
      if (httpResponseCode) status = Number(answer[name] ?? status);
      else if (httpHeader && answer[name] !== undefined) headers[httpHeader] = String(answer[name]);
      else if (httpPayload) payload = (answer[name] as Uint8Array | undefined) ?? new Uint8Array();
    }
    return { status, headers, body: payload ?? writeBody(structure, answer, status) };
  },

  missing: missingMember,

  fail: (error, _model, requestId) => ({
    status: error.status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': jsonNames[error.code] ?? error.code,
    },
    body: JSON.stringify({ Type: error.status < 500 ? 'User' : 'Service', message: error.message, ...error.members }),
  }),
};

/** [method, path template, status] */
function bindingOf(schema: StaticOperationSchema): [string, string, number] {
  return (schema[3] as { http: [string, string, number] }).http;
}

/** The operation whose template fits, the one with the most literal text where several do. */
function match(request: WireRequest, model: Model): StaticOperationSchema | undefined {
  return [...model.operations.values()]
    .filter((schema) => labelsOf(request, schema) !== undefined)
    .sort((a, b) => literalLength(b) - literalLength(a))[0];
}

function literalLength(schema: StaticOperationSchema): number {
  return bindingOf(schema)[1].replace(/\{[^}]*\}/g, '').length;
}

/** The values of the template's labels, or undefined where the request does not fit it. */
function labelsOf(request: WireRequest, schema: StaticOperationSchema): Record<string, string> | undefined {
  const [method, uri] = bindingOf(schema);
  const [template = '', fixedQuery] = uri.split('?');
  if (method !== request.method) return undefined;
  if (fixedQuery && !request.query.has(fixedQuery.split('=')[0] ?? '')) return undefined;
  const wanted = template.replace(/\/$/, '').split('/');
  const found = request.path.replace(/\/$/, '').split('/');
  if (wanted.length !== found.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const text = found[index] ?? '';
    if (segment.startsWith('{')) labels[segment.slice(1, -1)] = decode(text);
    else if (segment !== text) return undefined;
  }
  return labels;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new WireError('SerializationException', `The path segment '${text}' is not percent-encoded text.`);
  }
}

function members(structure: NormalizedSchema): [string, NormalizedSchema][] {
  return structure.isUnitSchema() ? [] : [...structure.structIterator()];
}

/** Members that are bound to no other part of the message travel in its JSON body. */
function bodyMembers(structure: NormalizedSchema): [string, NormalizedSchema][] {
  return members(structure).filter(([, member]) => {
    const { httpLabel, httpQuery, httpQueryParams, httpHeader, httpPayload, httpResponseCode } =
      member.getMergedTraits();
    return !(httpLabel || httpQuery || httpQueryParams || httpHeader || httpPayload || httpResponseCode);
  });
}

function readText(schema: NormalizedSchema, text: string | null): unknown {
  if (text === null) return undefined;
  if (schema.isNumericSchema()) return Number(text);
  if (schema.isBooleanSchema()) return text === 'true';
  if (schema.isListSchema()) return text.split(',');
  return text;
}

function writeBody(structure: NormalizedSchema, answer: Record<string, unknown>, status: number): string {
  if (status === 204) return '';
  if (structure.isUnitSchema()) return '{}';
  const body = Object.fromEntries(bodyMembers(structure).map(([name]) => [name, answer[name]]));
  const serializer = codec.createSerializer();
  serializer.write(structure, body);
  return String(serializer.flush());
}

function assign(target: Record<string, unknown>, name: string, value: unknown): void {
  if (value !== undefined) target[name] = value;
}
