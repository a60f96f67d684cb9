import { JsonCodec } from '@aws-sdk/core/protocols';
import type { StaticOperationSchema } from '@smithy/types';
import { WireError } from '../../errors.ts';
import { jsonNames } from '../common-errors.ts';
import { readJson } from '../json-input.ts';
import type { Protocol } from '../protocol.ts';
import { structureOf } from '../structure.ts';

const codec = new JsonCodec({ timestampFormat: { useTrait: true, default: 7 }, jsonName: false });

/** AWS JSON 1.0 and 1.1: `X-Amz-Target: <target>.<operation>`, JSON both ways. Source: Smithy, "AWS JSON 1.0 protocol". */
export function rpcJson(version: '1.0' | '1.1'): Protocol {
  const headers = (requestId: string) => ({
    'content-type': `application/x-amz-json-${version}`,
    'x-amzn-requestid': requestId,
  });
  return {
    operation(request, model) {
      const [target, name] = (request.headers.get('x-amz-target') ?? '').split('.');
      return target === model.target ? name : undefined;
    },
    read(request, schema) {
      const unknown: string[] = [];
      const input = readJson(structureOf(schema[4]), parseBody(request.body), unknown) as Record<string, unknown>;
      return { input, unknown };
    },
    write: (output, schema, _model, requestId) => ({
      status: 200,
      headers: headers(requestId),
      body: writeJson(schema, output),
    }),
    missing: missingMember,
    fail(error, _model, requestId) {
      const code = jsonNames[error.code] ?? error.code;
      return {
        status: error.status,
        headers: { ...headers(requestId), 'x-amzn-errortype': code },
        body: JSON.stringify({ __type: code, message: error.message, ...error.members }),
      };
    },
  };
}

/** An empty body is an empty structure. @throws WireError SerializationException */
export function parseBody(body: Uint8Array): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (error) {
    throw new WireError('SerializationException', `The request's body is not JSON: ${(error as Error).message}`);
  }
}

/** As the JSON services word it: "1 validation error detected: Value null at 'windowId' …". */
export function missingMember(path: string): WireError {
  const place = path.replaceAll(/(^|\.)([A-Z])/g, (_, dot: string, letter: string) => dot + letter.toLowerCase());
  return new WireError(
    'ValidationException',
    `1 validation error detected: Value null at '${place}' failed to satisfy constraint: Member must not be null`,
  );
}

function writeJson(schema: StaticOperationSchema, output: object): string {
  const structure = structureOf(schema[5]);
  if (structure.isUnitSchema()) return '{}';
  const serializer = codec.createSerializer();
  serializer.write(structure, output);
  return String(serializer.flush());
}
