import { JsonCodec } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { jsonNames } from '../common-errors.ts';
import { bodyMembers, payloadMember, readBindings, writeBindings } from '../http-bindings.ts';
import { bindingOf, findOperation } from '../http-routes.ts';
import { readJson } from '../json-input.ts';
import type { Protocol } from '../protocol.ts';
import { structureOf } from '../structure.ts';
import { missingMember, parseBody } from './rpc-json.ts';

const codec = new JsonCodec({ timestampFormat: { useTrait: true, default: 7 }, jsonName: true });

/** REST JSON, as Lambda speaks it: members are bound to path, query, headers and body. Source: Smithy, "AWS restJson1 protocol". */
export const restJson: Protocol = {
  operation: (request, model) => findOperation(request, model)?.[2],

  read(request, schema) {
    const structure = structureOf(schema[4]);
    const { input, unknown } = readBindings(request, schema);
    const payload = payloadMember(structure);
    const body = bodyMembers(structure);
    if (payload) {
      const [name, member] = payload;
      input[name] = member.isBlobSchema() ? request.body : readJson(member, parseBody(request.body), unknown, name);
    }
    if (body.length > 0) {
      for (const [name, value] of Object.entries(parseBody(request.body) as object)) {
        const member = body.find(([known]) => known === name)?.[1];
        const read = member && readJson(member, value ?? undefined, unknown, name);
        if (!member) unknown.push(name);
        else if (read !== undefined) input[name] = read;
      }
    }
    return { input, unknown };
  },

  write(output, schema, _model, requestId) {
    const structure = structureOf(schema[5]);
    const answer = output as Record<string, unknown>;
    const { headers, status = bindingOf(schema)[2] } = writeBindings(structure, answer);
    const payload = payloadMember(structure);
    return {
      status,
      headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId, ...headers },
      body: payload
        ? ((answer[payload[0]] as Uint8Array | undefined) ?? new Uint8Array())
        : writeBody(structure, answer, status),
    };
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

function writeBody(structure: NormalizedSchema, answer: Record<string, unknown>, status: number): string {
  if (status === 204) return '';
  if (structure.isUnitSchema()) return '{}';
  const body = Object.fromEntries(bodyMembers(structure).map(([name]) => [name, answer[name]]));
  const serializer = codec.createSerializer();
  serializer.write(structure, body);
  return String(serializer.flush());
}
