import { NormalizedSchema } from '@smithy/core/schema';
import type { ClientProtocol, HttpRequest, HttpResponse, StaticOperationSchema } from '@smithy/types';

/** A service's official model, as the SDK client's module exports it, in the shape in which the wire uses it. */
export interface Model {
  /** e.g. `aws.protocols#awsJson1_1` */
  readonly protocol: string;
  /** `AmazonSSM` of `X-Amz-Target: AmazonSSM.SendCommand` */
  readonly target: string;
  /** the API's date, e.g. `2016-11-15` */
  readonly version: string;
  readonly xmlNamespace: string;
  /** every operation there is, whether or not the Region has it */
  readonly operations: ReadonlyMap<string, StaticOperationSchema>;
}

/** The client's configuration, as far as it describes its protocol. */
interface ProtocolConfiguration {
  protocol: ClientProtocol<HttpRequest, HttpResponse>;
  protocolSettings: { serviceTarget?: string; version?: string; xmlNamespace?: string };
}

/** Operation schemas are arrays `[9, namespace, name, traits, input, output]`; the SDK exports each as `<Name>$`. */
const operationSchema = 9;

function isOperationSchema(value: unknown): value is StaticOperationSchema {
  return Array.isArray(value) && value[0] === operationSchema;
}

/**
 * Reads the model from a client's module (`import * as ec2 from '@aws-sdk/client-ec2'`): the schemas it exports, and the
 * protocol of the one client class that is named like the service.
 */
export function readModel(module: object): Model {
  const exported = Object.entries(module);
  const operations = new Map<string, StaticOperationSchema>();
  for (const [, value] of exported) if (isOperationSchema(value)) operations.set(value[2], value);

  const client = exported.find(([name]) => name.endsWith('Client') && !name.startsWith('__'));
  if (!client) throw new TypeError('The module has no SDK client.');
  const Client = client[1] as new (configuration: object) => { config: ProtocolConfiguration };
  const { config } = new Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'model', secretAccessKey: 'model' },
  });
  const settings = config.protocolSettings;
  return {
    protocol: config.protocol.getShapeId(),
    target: settings.serviceTarget ?? '',
    version: settings.version ?? '',
    xmlNamespace: settings.xmlNamespace ?? '',
    operations,
  };
}

/**
 * What is asked for, without the tokens that an SDK makes up for each request that it sends: by the rest it can be told that
 * the same is asked again.
 */
export function withoutTokens(
  input: Record<string, unknown>,
  operation: StaticOperationSchema,
): Record<string, unknown> {
  const rest = { ...input };
  for (const [member, schema] of NormalizedSchema.of(operation[4]).structIterator())
    if (schema.isIdempotencyToken()) delete rest[member];
  return rest;
}
